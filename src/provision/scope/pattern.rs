//! .NET regular expressions, matched by fancy-regex.
//!
//! Both know look-around, back-references and lazy quantifiers. Where they read the same text differently, it is
//! rewritten: inside a class .NET takes `[`, `&&` and `~~` literally, and `-[…]` at its end takes characters away.

use std::iter::Peekable;
use std::str::Chars;

use fancy_regex::{Error, Regex, RegexBuilder};

use super::FilterError;

/// How many steps back a match may take. A value of the directory is short; a pattern that needs more is catastrophic,
/// and a million users would wait for it.
const BACKTRACK_LIMIT: usize = 100_000;

/// Letters behind a backslash that mean something to .NET; any other letter is an error there.
const ESCAPES: &str = "aAbBcdDefGknpPrsStuvwWxzZ";

/// A compiled pattern.
#[derive(Debug, Clone)]
pub(super) struct Pattern(Regex);

impl Pattern {
    /// Compiles a .NET regular expression.
    pub(super) fn new(text: &str) -> Result<Self, FilterError> {
        let translated = translate(text).map_err(|reason| refusal(text, &reason))?;
        let built = RegexBuilder::new(&translated).backtrack_limit(BACKTRACK_LIMIT).build();
        built.map(Self).map_err(|error| refusal(text, &reason(&error)))
    }

    /// Whether it matches anywhere in the text; `None`: it was stopped, because it would take too long.
    pub(super) fn is_match(&self, text: &str) -> Option<bool> {
        self.0.is_match(text).ok()
    }
}

/// Whether a pattern says where a match begins and ends.
pub(super) fn is_anchored(pattern: &str) -> bool {
    let begins = pattern.starts_with('^') || pattern.starts_with(r"\A");
    let ends = pattern.ends_with('$') || pattern.ends_with(r"\z") || pattern.ends_with(r"\Z");
    begins && ends
}

fn refusal(text: &str, reason: &str) -> FilterError {
    FilterError::new(
        format!("'{text}' is not a regular expression: {reason}"),
        "patterns are .NET regular expressions, such as ^[A-Z]{2}[0-9]+$",
    )
}

fn reason(error: &Error) -> String {
    let text = match error {
        // Its position counts in the rewritten pattern.
        Error::ParseError(_, error) => error.to_string(),
        Error::CompileError(error) => error.to_string(),
        other => other.to_string(),
    };
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

fn translate(text: &str) -> Result<String, String> {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\\' => escape(&mut out, &mut rest, false)?,
            '[' => class(&mut out, &mut rest)?,
            '(' if next_is(&rest, "?'") => group_name(&mut out, &mut rest),
            _ => out.push(c),
        }
    }
    Ok(out)
}

fn next_is(rest: &Peekable<Chars<'_>>, expected: &str) -> bool {
    let mut rest = rest.clone();
    expected.chars().all(|c| rest.next() == Some(c))
}

/// `(?'name'…)` is another way to write `(?<name>…)`.
fn group_name(out: &mut String, rest: &mut Peekable<Chars<'_>>) {
    rest.nth(1);
    out.push_str("(?<");
    out.extend(rest.by_ref().take_while(|c| *c != '\''));
    out.push('>');
}

fn escape(out: &mut String, rest: &mut Peekable<Chars<'_>>, in_class: bool) -> Result<(), String> {
    match rest.next() {
        None => return Err("it ends in a backslash".to_owned()),
        // The backspace; as a word boundary it has no place in a class.
        Some('b') if in_class => out.push_str(r"\x08"),
        Some('e') => out.push_str(r"\x1B"),
        Some('a') => out.push_str(r"\x07"),
        Some(c) if c.is_ascii_alphabetic() && !ESCAPES.contains(c) => {
            return Err(format!("\\{c} means nothing to .NET"));
        }
        Some(c) => out.extend(['\\', c]),
    }
    Ok(())
}

/// Copies a class up to its closing bracket; the opening one is read already.
fn class(out: &mut String, rest: &mut Peekable<Chars<'_>>) -> Result<(), String> {
    let mut depth = 0;
    open(out, rest, &mut depth);
    while depth > 0 {
        match rest.next() {
            None => return Err("a class has no closing bracket".to_owned()),
            Some('\\') => escape(out, rest, true)?,
            Some(']') => {
                out.push(']');
                depth -= 1;
            }
            Some('-') if rest.next_if_eq(&'[').is_some() => {
                out.push_str("--");
                open(out, rest, &mut depth);
            }
            Some('-') if rest.next_if_eq(&'-').is_some() => out.push_str(r"-\-"),
            Some(c @ ('[' | '&' | '~')) => out.extend(['\\', c]),
            // White space and # count in a class, whatever (?x) says.
            Some(' ') => out.push_str(r"\x20"),
            Some('#') => out.push_str(r"\x23"),
            Some(c) => out.push(c),
        }
    }
    Ok(())
}

/// Opens a class. A bracket or hyphen right behind its beginning is a character.
fn open(out: &mut String, rest: &mut Peekable<Chars<'_>>, depth: &mut usize) {
    *depth += 1;
    out.push('[');
    out.extend(rest.next_if_eq(&'^'));
    if let Some(c) = rest.next_if(|c| matches!(c, ']' | '-')) {
        out.extend(['\\', c]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn matches(pattern: &str, text: &str) -> bool {
        Pattern::new(pattern).unwrap().is_match(text).unwrap()
    }

    #[test]
    fn microsofts_own_examples() {
        assert!(matches(r".*\@domain.com", "ann@domain.com"));
        assert!(!matches(r".*\@domain.com", "ann@other.example"));
        assert!(matches("(1[0-9][0-9][0-9][0-9][0-9][0-9])", "1234567"));
        assert!(!matches("(1[0-9][0-9][0-9][0-9][0-9][0-9])", "2234567"));
        // Not anchored: three digits hold two.
        assert!(matches("([1-9][0-9])", "123"));
    }

    #[test]
    fn what_net_reads_differently_is_rewritten() {
        for (pattern, yes, no) in [
            ("^[a-z-[aeiou]]+$", "xyz", "xaz"),
            ("^[[]$", "[", "a"),
            ("^[a[]+$", "a[", "b"),
            ("^[]a]+$", "]a", "b"),
            ("^[a&&b]+$", "a&b", "c"),
            (r"^[\b]$", "\u{8}", "b"),
            ("^[-a]+$", "-a", "b"),
            ("^[a-]+$", "a-", "b"),
            ("^[+--]$", ",", "/"),
            ("^(?'year'[0-9]{4})$", "2026", "20"),
            (r"^(?<a>.)\k<a>$", "aa", "ab"),
            ("(?<!x)y", "ay", "xy"),
            ("(?i)^oslo$", "OSLO", "OSLA"),
            (r"^\p{Lu}\w+$", "Ærlig", "ærlig"),
            (r"\.example\z", "a.example", "a.examples"),
        ] {
            assert!(matches(pattern, yes), "{pattern} {yes}");
            assert!(!matches(pattern, no), "{pattern} {no}");
        }
    }

    #[test]
    fn errors_are_sentences() {
        for (pattern, expected) in [
            ("(a", "'(a' is not a regular expression: opening parenthesis without closing parenthesis"),
            ("[a", "'[a' is not a regular expression: a class has no closing bracket"),
            ("a\\", "'a\\' is not a regular expression: it ends in a backslash"),
            (r"\h+", r"'\h+' is not a regular expression: \h means nothing to .NET"),
        ] {
            assert_eq!(Pattern::new(pattern).unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn a_catastrophic_pattern_stops() {
        let pattern = Pattern::new(r"^(a|b|ab)*(?>c)").unwrap();
        let started = std::time::Instant::now();
        assert_eq!(pattern.is_match(&format!("{}xc", "ab".repeat(40))), None);
        assert!(started.elapsed().as_secs() < 2);
    }

    #[test]
    fn a_huge_pattern_is_an_error_or_compiled() {
        for part in ["(", "(?:", "[", "a{1000}", "(?=", "[a-["] {
            let _ = Pattern::new(&part.repeat(20_000));
        }
        assert!(Pattern::new(&format!("{}a{}", "(".repeat(50_000), ")".repeat(50_000))).is_err());
    }

    #[test]
    fn anchors_are_seen() {
        assert!(is_anchored("^a$") && is_anchored(r"\Aa\z") && !is_anchored("a$") && !is_anchored("^a"));
    }

    proptest! {
        #[test]
        fn no_text_panics(pattern in "[-\\[\\]\\\\^$.|?*+(){}a-d&~'<>:=!#0-9 ]{0,24}", text in "[a-d0-9 ]{0,20}") {
            if let Ok(pattern) = Pattern::new(&pattern) {
                let _ = pattern.is_match(&text);
            }
        }

        #[test]
        fn no_unicode_panics(pattern in "\\PC{0,24}", text in "\\PC{0,20}") {
            if let Ok(pattern) = Pattern::new(&pattern) {
                let _ = pattern.is_match(&text);
            }
        }
    }
}
