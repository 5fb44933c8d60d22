//! What a case expects of an answer.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Statuses;

/// What is expected of one answer; all of it must hold.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// Accepted status codes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Statuses>,
    /// Headers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<HeaderRule>,
    /// Values in the body.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub json: Vec<JsonRule>,
}

/// What a header is expected to be; without a rule: there.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeaderRule {
    /// Name, in any letter case.
    pub name: String,
    /// Its value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub equals: Option<String>,
    /// A regular expression that the whole value matches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matches: Option<String>,
    /// It is not there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub absent: bool,
}

/// What a value of the body is expected to be; without a rule: there.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JsonRule {
    /// Where, as a JSON pointer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// Where, as an attribute path of a resource. Of several values one must be as expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub equals: Option<Value>,
    /// There is no value.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub absent: bool,
    /// A regular expression that the whole text matches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matches: Option<String>,
    /// Its type.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<JsonType>,
    /// Part of a text; an element of a list; members of an object, or of one object in a list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contains: Option<Value>,
}

/// The types of JSON values, with whole numbers apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are JSON's")]
pub enum JsonType {
    String,
    Number,
    Integer,
    Boolean,
    Array,
    Object,
}

impl JsonType {
    /// Whether the value is of that type.
    pub fn holds(self, value: &Value) -> bool {
        match self {
            Self::String => value.is_string(),
            Self::Number => value.is_number(),
            Self::Integer => value.is_i64() || value.is_u64(),
            Self::Boolean => value.is_boolean(),
            Self::Array => value.is_array(),
            Self::Object => value.is_object(),
        }
    }

    /// The type in a sentence.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::String => "a string",
            Self::Number => "a number",
            Self::Integer => "a whole number",
            Self::Boolean => "a boolean",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

impl HeaderRule {
    /// What is expected, in words.
    pub fn wanted(&self) -> String {
        let matches = self.matches.as_ref().map(|expression| format!("text that matches {expression}"));
        match (&self.equals, self.absent) {
            (_, true) => "no such header".to_owned(),
            (Some(text), _) => text.clone(),
            _ => matches.unwrap_or_else(|| "the header".to_owned()),
        }
    }
}

impl fmt::Display for HeaderRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "header {}: {}", self.name, self.wanted())
    }
}

impl JsonRule {
    /// Where, as it is written.
    pub fn place(&self) -> &str {
        match (&self.pointer, &self.path) {
            (Some(pointer), _) if !pointer.is_empty() => pointer,
            (None, Some(path)) => path,
            _ => "the body",
        }
    }

    /// What is expected, in words.
    pub fn wanted(&self) -> String {
        if self.absent {
            return "nothing".to_owned();
        }
        let quote = |value: &Value| crate::text::cut(&value.to_string(), QUOTE);
        let parts = [
            self.equals.as_ref().map(quote),
            self.kind.map(|kind| kind.in_words().to_owned()),
            self.contains.as_ref().map(|part| format!("something that contains {}", quote(part))),
            self.matches.as_ref().map(|expression| format!("text that matches {expression}")),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() { "a value".to_owned() } else { parts.join(" and ") }
    }
}

impl fmt::Display for JsonRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place(), self.wanted())
    }
}

/// Longest value that is quoted.
const QUOTE: usize = 160;

impl Expect {
    /// Whether nothing is expected.
    pub fn is_empty(&self) -> bool {
        self.status.is_none() && self.headers.is_empty() && self.json.is_empty()
    }

    /// All texts that may hold placeholders. Regular expressions hold none: they have braces of their own.
    pub fn texts(&self) -> Vec<String> {
        let headers = self.headers.iter().filter_map(|rule| rule.equals.clone());
        let values = self.json.iter().flat_map(|rule| rule.equals.iter().chain(&rule.contains));
        let mut texts: Vec<String> = headers.collect();
        values.for_each(|value| collect(value, &mut texts));
        texts
    }

    /// The same with values in the place of placeholders, as far as they are known.
    #[must_use]
    pub fn filled(&self, with: &dyn Fn(&str) -> Option<String>) -> Self {
        let mut filled = self.clone();
        for rule in &mut filled.headers {
            rule.equals = rule.equals.as_ref().map(|text| super::names::fill(text, with, &str::to_owned));
        }
        for rule in &mut filled.json {
            let fill =
                |value: &Option<Value>| value.as_ref().map(|value| super::names::fill_value(value, with));
            (rule.equals, rule.contains) = (fill(&rule.equals), fill(&rule.contains));
        }
        filled
    }
}

fn collect(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) => texts.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, texts)),
        Value::Object(members) => members.values().for_each(|member| collect(member, texts)),
        _ => {}
    }
}

/// A regular expression for whole texts.
///
/// # Errors
/// The expression is none, in words.
pub fn whole_text(expression: &str) -> Result<fancy_regex::Regex, String> {
    // First as it stands: `a)(b` must not become whole by what is put around it.
    let whole = fancy_regex::Regex::new(expression)
        .and_then(|_| fancy_regex::Regex::new(&format!(r"\A(?:{expression})\z")));
    whole.map_err(|error| crate::text::one_line(error.to_string().lines().last().unwrap_or_default()))
}

/// Whether an expression that was found to be one matches the whole text.
///
/// # Errors
/// The expression takes too long on this text.
pub fn matches_whole(expression: &str, text: &str) -> Result<bool, String> {
    whole_text(expression)?.is_match(text).map_err(|error| error.to_string())
}
