//! One clause of a scoping filter: made once, judged for every object.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::pattern::{Pattern, is_anchored};
use super::{FilterError, Operator, attributes};
use crate::provision::object::Object;

/// One clause of a scoping filter. Made by [`Clause::new`], which refuses what cannot be evaluated.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Clause {
    /// Source attribute.
    pub attribute: String,
    /// Operator as the portal names it, such as `EQUALS`.
    pub operator: String,
    /// Value, for operators that take one.
    pub value: Option<String>,
    test: Test,
    is_negative: bool,
}

/// A clause as it is kept.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    attribute: String,
    operator: String,
    value: Option<String>,
}

/// What is asked of a value, ready to be answered.
#[derive(Debug, Clone)]
enum Test {
    Null,
    NotNull,
    Boolean(bool),
    Equals(String),
    Matches(Pattern),
    AtLeast(u64),
    Above(u64),
    Includes(String),
    EndsWith(String),
    Within(String),
}

/// Whether a clause is true, and what is to be said of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judgement {
    /// Whether it is true.
    pub holds: bool,
    /// Why it is false although it might look true.
    pub note: Option<&'static str>,
}

/// An object's value, as filters see it.
enum Given<'a> {
    Nothing,
    Text(Cow<'a, str>),
    Boolean(bool),
    Several,
}

impl Clause {
    /// A clause; a value is dropped where the operator takes none.
    ///
    /// # Errors
    /// An unknown operator, an attribute that Entra cannot filter by, a value that is missing, no whole number or no
    /// regular expression.
    pub fn new(attribute: &str, operator: &str, value: Option<&str>) -> Result<Self, FilterError> {
        let operator: Operator = operator.parse()?;
        let attribute = attributes::readable(attribute)?;
        let value = value.filter(|_| operator.takes_value()).map(str::to_owned);
        let test = test(operator, value.as_deref().unwrap_or_default())?;
        let is_negative = operator.is_negative();
        Ok(Self { attribute, operator: operator.name().to_owned(), value, test, is_negative })
    }

    /// Whether it is true of the object. Without a value everything but IS NULL is false, negative operators included.
    pub fn judge(&self, object: &Object) -> Judgement {
        let given = given(object, &self.attribute);
        let answer = match (&self.test, &given) {
            (Test::Null, _) => return Judgement::of(matches!(given, Given::Nothing)),
            (Test::NotNull, _) => return Judgement::of(!matches!(given, Given::Nothing)),
            (_, Given::Nothing) => return Judgement::of(false),
            (_, Given::Several) => return Judgement::no("it has several values, which filters cannot read"),
            (test, given) => test.ask(given),
        };
        match answer {
            Some(holds) => Judgement::of(holds != self.is_negative),
            None => Judgement::no("the pattern takes too long on this value"),
        }
    }

    /// What Microsoft's documentation leaves open about it.
    pub(super) fn warning(&self) -> Option<String> {
        let value = self.value.as_deref().unwrap_or_default();
        match self.test {
            Test::Matches(_) if !is_anchored(value) => Some(format!(
                "'{self}' has no anchors: it is true wherever the pattern occurs; write ^…$ if the whole value is meant"
            )),
            Test::Within(_) => Some(format!(
                "'{self}' is taken to ask whether the value of {} is part of '{value}'; Microsoft says little about it",
                self.attribute
            )),
            _ => None,
        }
    }
}

impl Judgement {
    fn of(holds: bool) -> Self {
        Self { holds, note: None }
    }

    fn no(note: &'static str) -> Self {
        Self { holds: false, note: Some(note) }
    }
}

fn test(operator: Operator, value: &str) -> Result<Test, FilterError> {
    if operator.takes_value() && value.is_empty() {
        let help = "give the clause a value; IS NULL and IS NOT NULL ask whether there is one";
        return Err(FilterError::new(format!("{operator} needs a value"), help));
    }
    Ok(match operator {
        Operator::IsNull => Test::Null,
        Operator::IsNotNull => Test::NotNull,
        Operator::IsTrue => Test::Boolean(true),
        Operator::IsFalse => Test::Boolean(false),
        Operator::Equals | Operator::NotEquals => Test::Equals(value.to_owned()),
        Operator::RegexMatch | Operator::NotRegexMatch => Test::Matches(Pattern::new(value)?),
        Operator::GreaterThan => Test::Above(bound(operator, value)?),
        Operator::GreaterThanOrEquals => Test::AtLeast(bound(operator, value)?),
        Operator::Includes => Test::Includes(value.to_owned()),
        Operator::EndsWith => Test::EndsWith(value.to_owned()),
        Operator::Within | Operator::NotWithin => Test::Within(value.to_owned()),
    })
}

fn bound(operator: Operator, value: &str) -> Result<u64, FilterError> {
    whole(value).ok_or_else(|| {
        FilterError::new(
            format!("{operator} compares whole numbers from 0, and '{value}' is none"),
            "give a whole number, such as 1000000",
        )
    })
}

fn whole(text: &str) -> Option<u64> {
    let text = text.trim();
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

impl Test {
    /// The answer; `None` where it would take too long.
    fn ask(&self, given: &Given) -> Option<bool> {
        let text = given.text();
        Some(match self {
            Self::Null | Self::NotNull => false,
            // Booleans of a CSV directory arrive as text.
            Self::Boolean(expected) => text.eq_ignore_ascii_case(if *expected { "True" } else { "False" }),
            Self::Equals(value) if matches!(given, Given::Boolean(_)) => text.eq_ignore_ascii_case(value),
            Self::Equals(value) => text == value,
            Self::Matches(pattern) => return pattern.is_match(text),
            Self::Above(bound) => whole(text).is_some_and(|number| number > *bound),
            Self::AtLeast(bound) => whole(text).is_some_and(|number| number >= *bound),
            Self::Includes(value) => text.contains(value.as_str()),
            Self::EndsWith(value) => text.ends_with(value.as_str()),
            Self::Within(value) => value.contains(text),
        })
    }
}

impl Given<'_> {
    fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Boolean(true) => "True",
            Self::Boolean(false) => "False",
            Self::Nothing | Self::Several => "",
        }
    }
}

fn given<'a>(object: &'a Object, attribute: &str) -> Given<'a> {
    if attribute == "objectId" {
        return Given::Text(Cow::Borrowed(&object.id));
    }
    match object.attributes.get(attribute) {
        Some(Value::String(text)) if !text.is_empty() => Given::Text(Cow::Borrowed(text)),
        Some(Value::Bool(value)) => Given::Boolean(*value),
        Some(Value::Number(number)) => Given::Text(Cow::Owned(number.to_string())),
        Some(Value::Array(values)) if !values.is_empty() => Given::Several,
        Some(Value::Object(_)) => Given::Several,
        _ => Given::Nothing,
    }
}

impl PartialEq for Clause {
    fn eq(&self, other: &Self) -> bool {
        (&self.attribute, &self.operator, &self.value) == (&other.attribute, &other.operator, &other.value)
    }
}

impl fmt::Display for Clause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.attribute, self.operator)?;
        self.value.as_ref().map_or(Ok(()), |value| write!(f, " {value}"))
    }
}

impl TryFrom<Written> for Clause {
    type Error = FilterError;

    fn try_from(written: Written) -> Result<Self, FilterError> {
        Self::new(&written.attribute, &written.operator, written.value.as_deref())
    }
}

impl From<Clause> for Written {
    fn from(clause: Clause) -> Self {
        Self { attribute: clause.attribute, operator: clause.operator, value: clause.value }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provision::object::Kind;
    use serde_json::json;

    fn object(value: Value) -> Object {
        let mut attributes = serde_json::Map::new();
        if value != Value::Null {
            attributes.insert("extensionAttribute1".into(), value);
        }
        Object {
            kind: Kind::User,
            id: "0d1a".into(),
            attributes: attributes.into_iter().collect(),
            manager: None,
            soft_deleted: false,
        }
    }

    fn holds(operator: &str, value: Option<&str>, given: Value) -> bool {
        Clause::new("extensionAttribute1", operator, value).unwrap().judge(&object(given)).holds
    }

    #[test]
    fn every_operator() {
        for (operator, value, yes, no) in [
            ("EQUALS", Some("NO"), json!("NO"), json!("no")),
            ("NOT EQUALS", Some("NO"), json!("no"), json!("NO")),
            ("EQUALS", Some("true"), json!(true), json!(false)),
            ("IS TRUE", None, json!(true), json!(false)),
            ("IS FALSE", None, json!(false), json!(true)),
            ("IS TRUE", None, json!("true"), json!("yes")),
            ("IS NULL", None, json!(null), json!("x")),
            ("IS NULL", None, json!(""), json!(false)),
            ("IS NOT NULL", None, json!("x"), json!("")),
            ("REGEX MATCH", Some("^[A-Z]{2}$"), json!("NO"), json!("no")),
            ("NOT REGEX MATCH", Some("^[A-Z]{2}$"), json!("no"), json!("NO")),
            ("Greater_Than", Some("10"), json!("11"), json!("10")),
            ("Greater_Than", Some("9"), json!("10"), json!("9")),
            ("Greater_Than", Some("10"), json!(11), json!(-11)),
            ("Greater_Than", Some("10"), json!("11"), json!("eleven")),
            ("Greater_Than_OR_EQUALS", Some("10"), json!("10"), json!("9")),
            ("Includes", Some("ale"), json!("Sales"), json!("SALES")),
            ("ENDS_WITH", Some("les"), json!("Sales"), json!("SALES")),
            ("&", Some("Sales;Legal"), json!("Legal"), json!("Finance")),
            ("!&", Some("Sales;Legal"), json!("Finance"), json!("Legal")),
        ] {
            assert!(holds(operator, value, yes.clone()), "{operator} {value:?} {yes}");
            assert!(!holds(operator, value, no.clone()), "{operator} {value:?} {no}");
        }
    }

    #[test]
    fn without_a_value_only_is_null_is_true() {
        for name in Operator::names() {
            let value = if name.starts_with("Greater") { "1" } else { "x" };
            for nothing in [json!(null), json!(""), json!([])] {
                assert_eq!(holds(name, Some(value), nothing.clone()), name == "IS NULL", "{name} {nothing}");
            }
        }
    }

    #[test]
    fn several_values_are_false_with_a_note() {
        let clause = Clause::new("extensionAttribute1", "NOT EQUALS", Some("x")).unwrap();
        let judgement = clause.judge(&object(json!(["a", "b"])));
        assert!(!judgement.holds && judgement.note.unwrap().contains("several values"));
    }

    #[test]
    fn a_pattern_that_takes_too_long_is_false_with_a_note_either_way() {
        let given = object(json!(format!("{}xc", "ab".repeat(40))));
        for operator in ["REGEX MATCH", "NOT REGEX MATCH"] {
            let clause = Clause::new("extensionAttribute1", operator, Some("^(a|b|ab)*(?>c)")).unwrap();
            let judgement = clause.judge(&given);
            assert!(!judgement.holds && judgement.note.unwrap().contains("too long"), "{operator}");
        }
    }

    #[test]
    fn the_object_id_can_be_filtered_by() {
        let clause = Clause::new("objectid", "ENDS_WITH", Some("1a")).unwrap();
        assert!(clause.judge(&object(json!(null))).holds);
    }

    #[test]
    fn what_cannot_be_evaluated_is_refused() {
        for (operator, value, expected) in [
            ("EQUALS", None, "EQUALS needs a value"),
            ("Includes", Some(""), "Includes needs a value"),
            ("Greater_Than", Some("-1"), "Greater_Than compares whole numbers from 0, and '-1' is none"),
            ("Greater_Than", Some("+1"), "Greater_Than compares whole numbers from 0, and '+1' is none"),
            ("IS BIG", None, "there is no operator 'IS BIG'"),
        ] {
            assert_eq!(Clause::new("city", operator, value).unwrap_err().to_string(), expected);
        }
        assert!(Clause::new("manager", "IS NULL", None).is_err());
        assert_eq!(Clause::new("city", "IS NULL", Some("")).unwrap().value, None);
    }
}
