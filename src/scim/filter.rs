//! The filter grammar of RFC 7644 §3.4.2.2: parser and printer.
//!
//! One addition: a comparison may stand behind a value path (`emails[type eq "work"].value eq "x"`), the form
//! in which Entra asks for a matching attribute (Microsoft Learn, "Develop a SCIM endpoint", Get user by query).

use std::fmt;
use std::str::FromStr;

use serde_json::Value;

use super::cursor::{Cursor, SyntaxError};
use super::path::Path;

/// A parsed filter.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// `path op value`.
    Compare(Path, CompareOp, Value),
    /// `path pr`.
    Present(Path),
    /// `attr[filter]`: some element matches.
    Element(Path),
    /// Both match.
    And(Box<Filter>, Box<Filter>),
    /// At least one matches.
    Or(Box<Filter>, Box<Filter>),
    /// The inner filter does not match.
    Not(Box<Filter>),
}

/// The comparison operators of RFC 7644, table 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the RFC's operators")]
pub enum CompareOp {
    Eq,
    Ne,
    Co,
    Sw,
    Ew,
    Gt,
    Ge,
    Lt,
    Le,
}

const OPERATORS: [(&str, CompareOp); 9] = [
    ("eq", CompareOp::Eq),
    ("ne", CompareOp::Ne),
    ("co", CompareOp::Co),
    ("sw", CompareOp::Sw),
    ("ew", CompareOp::Ew),
    ("gt", CompareOp::Gt),
    ("ge", CompareOp::Ge),
    ("lt", CompareOp::Lt),
    ("le", CompareOp::Le),
];

impl FromStr for Filter {
    type Err = SyntaxError;

    fn from_str(text: &str) -> Result<Self, SyntaxError> {
        let mut cursor = Cursor::new(text);
        let filter = read_or(&mut cursor)?;
        cursor.skip_spaces();
        if !cursor.at_end() {
            return cursor.error(format!("expected 'and', 'or' or the end, found {}", cursor.found()));
        }
        Ok(filter)
    }
}

/// Reads a whole expression; `or` binds weakest (RFC 7644, table 4 and the precedence below it).
pub(super) fn read_or(cursor: &mut Cursor) -> Result<Filter, SyntaxError> {
    let mut left = read_and(cursor)?;
    loop {
        cursor.skip_spaces();
        if !cursor.eat_word("or") {
            return Ok(left);
        }
        let right = read_and(cursor)?;
        left = Filter::Or(Box::new(left), Box::new(right));
    }
}

fn read_and(cursor: &mut Cursor) -> Result<Filter, SyntaxError> {
    let mut left = read_factor(cursor)?;
    loop {
        cursor.skip_spaces();
        if !cursor.eat_word("and") {
            return Ok(left);
        }
        let right = read_factor(cursor)?;
        left = Filter::And(Box::new(left), Box::new(right));
    }
}

fn read_factor(cursor: &mut Cursor) -> Result<Filter, SyntaxError> {
    cursor.skip_spaces();
    if is_negation(cursor.rest()) {
        cursor.advance("not".len());
        cursor.skip_spaces();
        return Ok(Filter::Not(Box::new(read_group(cursor)?)));
    }
    if cursor.peek() == Some('(') {
        return read_group(cursor);
    }
    read_comparison(cursor)
}

/// `not` negates only in front of a parenthesis; an attribute may be called `not`.
fn is_negation(rest: &str) -> bool {
    rest.get(..3).is_some_and(|word| word.eq_ignore_ascii_case("not"))
        && rest[3..].trim_start_matches(' ').starts_with('(')
}

fn read_group(cursor: &mut Cursor) -> Result<Filter, SyntaxError> {
    cursor.expect('(')?;
    cursor.enter()?;
    let inner = read_or(cursor)?;
    cursor.leave();
    cursor.skip_spaces();
    cursor.expect(')')?;
    Ok(inner)
}

fn read_comparison(cursor: &mut Cursor) -> Result<Filter, SyntaxError> {
    cursor.term()?;
    let path = Path::read(cursor)?;
    let before = cursor.rest().len();
    cursor.skip_spaces();
    let spaced = cursor.rest().len() < before;
    if spaced && cursor.eat_word("pr") {
        return Ok(Filter::Present(path));
    }
    if spaced && let Some(op) = eat_operator(cursor) {
        cursor.skip_spaces();
        let value = read_value(cursor)?;
        return Ok(Filter::Compare(path, op, value));
    }
    if path.filter.is_some() && path.sub.is_none() {
        return Ok(Filter::Element(path));
    }
    cursor.error(format!("expected an operator such as eq, found {}", cursor.found()))
}

fn eat_operator(cursor: &mut Cursor) -> Option<CompareOp> {
    OPERATORS.into_iter().find(|(word, _)| cursor.eat_word(word)).map(|(_, op)| op)
}

/// Reads a JSON literal: string, number, `true`, `false` or `null`.
fn read_value(cursor: &mut Cursor) -> Result<Value, SyntaxError> {
    let literal = if cursor.peek() == Some('"') { quoted(cursor.rest()) } else { bare(cursor.rest()) };
    match serde_json::from_str::<Value>(literal) {
        Ok(value) => {
            cursor.advance(literal.len());
            Ok(value)
        }
        Err(_) => cursor.error("expected a quoted string, a number, true, false or null"),
    }
}

/// The text up to the quote that closes the string; all of it when none does.
fn quoted(text: &str) -> &str {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return &text[..=at],
            _ => {}
        }
    }
    text
}

fn bare(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !"+-.".contains(c)).unwrap_or(text.len());
    &text[..end]
}

impl fmt::Display for CompareOp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = OPERATORS.iter().find(|(_, op)| op == self).map_or("eq", |(word, _)| word);
        f.write_str(word)
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Compare(path, op, value) => write!(f, "{path} {op} {value}"),
            Self::Present(path) => write!(f, "{path} pr"),
            Self::Element(path) => write!(f, "{path}"),
            Self::And(left, right) => write!(f, "{} and {}", Operand(left), Tight(right)),
            Self::Or(left, right) => write!(f, "{left} or {}", Operand(right)),
            Self::Not(inner) => write!(f, "not ({inner})"),
        }
    }
}

/// Prints an operand, in parentheses where it binds weaker than its surroundings.
struct Operand<'a>(&'a Filter);

impl fmt::Display for Operand<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Filter::Or(..) => write!(f, "({})", self.0),
            inner => write!(f, "{inner}"),
        }
    }
}

/// Prints the right operand of `and`, which is read from left to right and so keeps its parentheses.
struct Tight<'a>(&'a Filter);

impl fmt::Display for Tight<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Filter::Or(..) | Filter::And(..) => write!(f, "({})", self.0),
            inner => write!(f, "{inner}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn leaf() -> impl Strategy<Value = Filter> {
        let name = "[a-z][a-zA-Z0-9]{0,6}".prop_filter("keywords", |n| n != "not");
        let value = prop_oneof![
            ".{0,8}".prop_map(Value::from),
            any::<bool>().prop_map(Value::from),
            any::<i32>().prop_map(Value::from),
        ];
        (name, proptest::option::of("[a-z]{1,5}"), 0..OPERATORS.len(), value).prop_map(
            |(name, sub, op, value)| {
                Filter::Compare(Path { sub, ..Path::attribute(&name) }, OPERATORS[op].1, value)
            },
        )
    }

    fn any_filter() -> impl Strategy<Value = Filter> {
        leaf().prop_recursive(3, 12, 2, |inner| {
            prop_oneof![
                (inner.clone(), inner.clone()).prop_map(|(l, r)| Filter::And(Box::new(l), Box::new(r))),
                (inner.clone(), inner.clone()).prop_map(|(l, r)| Filter::Or(Box::new(l), Box::new(r))),
                inner.clone().prop_map(|f| Filter::Not(Box::new(f))),
                inner.prop_map(|f| Filter::Element(Path {
                    filter: Some(Box::new(f)),
                    ..Path::attribute("emails")
                })),
            ]
        })
    }

    proptest! {
        #[test]
        fn printed_filters_parse_to_an_equal_text(filter in any_filter()) {
            let text = filter.to_string();
            let again: Filter = text.parse().unwrap();
            prop_assert_eq!(again.to_string(), text);
        }

        #[test]
        fn any_text_is_a_filter_or_an_error(text in ".{0,40}") {
            let _ = text.parse::<Filter>();
        }
    }

    #[test]
    fn rfc_examples_parse() {
        for text in [
            "userName eq \"bjensen\"",
            "name.familyName co \"O'Malley\"",
            "urn:ietf:params:scim:schemas:core:2.0:User:userName sw \"J\"",
            "title pr and userType eq \"Employee\"",
            "schemas eq \"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\"",
            "userType eq \"Employee\" and (emails co \"example.com\" or emails.value co \"example.org\")",
            "userType ne \"Employee\" and not (emails co \"example.com\" or emails.value co \"example.org\")",
            "emails[type eq \"work\" and value co \"@example.com\"] or ims[type eq \"xmpp\" and value co \"@foo.com\"]",
            "emails[type eq \"work\"].value eq \"x@example.com\"",
            "USERNAME EQ \"x\" AND active eq true",
        ] {
            assert!(text.parse::<Filter>().is_ok(), "{text}");
        }
    }

    #[test]
    fn or_binds_weaker_than_and() {
        let filter: Filter = "a pr or b pr and c pr".parse().unwrap();
        assert!(matches!(filter, Filter::Or(_, right) if matches!(*right, Filter::And(..))));
    }

    #[test]
    fn errors_name_the_position() {
        let position = |text: &str| text.parse::<Filter>().unwrap_err().position;
        assert_eq!(position(""), 0);
        assert_eq!(position("userName"), 8);
        assert_eq!(position("userName eq"), 11);
        assert_eq!(position("userName eq bjensen"), 12);
        assert_eq!(position("(userName pr"), 12);
        assert_eq!(position("userName pr userName pr"), 12);
        assert_eq!(position(&format!("{}a pr", "(".repeat(90))), 65);
    }

    /// A filter of very many parts would exhaust the stack where it is dropped or printed.
    #[test]
    fn very_many_comparisons_are_refused() {
        for joint in ["a pr or ", "a pr and ", "a[b pr] or ", "not (a pr) and "] {
            assert!(format!("{}a pr", joint.repeat(100)).parse::<Filter>().is_ok(), "{joint}");
            let error = format!("{}a pr", joint.repeat(400_000)).parse::<Filter>().unwrap_err();
            assert_eq!(error.message, "more than 500 comparisons", "{joint}");
        }
    }
}
