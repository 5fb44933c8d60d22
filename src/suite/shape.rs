//! Which keys a suite has and which values they take, judged by the published JSON Schema, so that the two cannot
//! differ. Only the words of JSON Schema that this schema uses are known here.

use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::document::Document;
use super::lint::Problem;
use crate::text::nearest;

/// The JSON Schema of the format, as `generate schema suite` prints it.
pub const SCHEMA: &str = include_str!("../../schemas/suite.schema.json");

/// Everything in the document that the schema does not allow, in the order of the text.
pub(super) fn problems(document: &Document<'_>) -> Vec<Problem> {
    let schema = serde_json::from_str(SCHEMA).unwrap_or_default();
    let mut walk = Walk { document, schema: &schema, problems: Vec::new() };
    walk.table(document.root(), 0, walk.schema);
    walk.problems.sort_by_key(|problem| (problem.line, problem.column));
    walk.problems
}

struct Walk<'a> {
    document: &'a Document<'a>,
    schema: &'a Value,
    problems: Vec<Problem>,
}

impl<'a> Walk<'a> {
    /// The schema itself where it stands elsewhere.
    fn resolve(&self, schema: &'a Value) -> &'a Value {
        let pointer = schema["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
        pointer.and_then(|pointer| self.schema.pointer(pointer)).unwrap_or(schema)
    }

    fn report(&mut self, at: usize, message: String) {
        self.problems.push(self.document.error_at(at, message));
    }

    fn table(&mut self, table: &DeTable<'_>, at: usize, schema: &'a Value) {
        let known = schema["properties"].as_object();
        for (key, value) in table {
            match known.and_then(|known| known.get(key.get_ref().as_ref())) {
                Some(inner) => self.value(key.get_ref(), value, self.resolve(inner)),
                // Names are the author's here, such as those of attributes and headers.
                None if schema["additionalProperties"] == true => {}
                None => self.report(key.span().start, unknown_field(key.get_ref(), schema)),
            }
        }
        for name in texts(&schema["required"]).filter(|name| !table.contains_key(*name)) {
            self.report(at, format!("missing field '{name}'"));
        }
    }

    fn value(&mut self, key: &str, value: &Spanned<DeValue<'_>>, schema: &'a Value) {
        let at = value.span().start;
        // Any type, or one of several: what fits is judged where the value is read.
        let Some(kind) = schema["type"].as_str() else { return };
        match (kind, value.get_ref()) {
            ("object", DeValue::Table(table)) => self.table(table, at, schema),
            ("array", DeValue::Array(entries)) => {
                for entry in entries {
                    self.value(key, entry, self.resolve(&schema["items"]));
                }
            }
            ("string", DeValue::String(text)) => self.text(key, text, at, schema),
            ("integer", DeValue::Integer(number)) => {
                let number = i64::from_str_radix(number.as_str(), number.radix()).unwrap_or(i64::MAX);
                self.number(key, number, at, schema);
            }
            ("boolean", DeValue::Boolean(_)) => {}
            ("string", DeValue::Datetime(_)) if schema["format"] == "date" => {}
            (kind, other) => {
                let message = format!("'{key}' takes {}, not {}", with_article(kind), found(other));
                self.report(at, message);
            }
        }
    }

    fn text(&mut self, key: &str, text: &str, at: usize, schema: &Value) {
        if text.is_empty() && schema["minLength"] == 1 {
            self.report(at, format!("'{key}' is empty"));
        }
        if let Some(allowed) = schema["enum"].as_array()
            && !allowed.iter().any(|value| value == text)
        {
            let allowed: Vec<&str> = allowed.iter().filter_map(Value::as_str).collect();
            let hint = match nearest(text, allowed.iter().copied()) {
                Some(near) => format!("did you mean '{near}'? It takes {}", allowed.join(", ")),
                None => format!("it takes {}", allowed.join(", ")),
            };
            self.report(at, format!("'{text}' is no value of '{key}'; {hint}"));
        }
    }

    fn number(&mut self, key: &str, number: i64, at: usize, schema: &Value) {
        if let Some(least) = schema["minimum"].as_i64().filter(|least| number < *least) {
            self.report(at, format!("'{key}' is at least {least}"));
        }
        if schema["const"].as_i64().is_some_and(|only| only != number) {
            let message =
                format!("suite format {number} is not known; this version reads format {}", schema["const"]);
            self.report(at, message);
        }
    }
}

fn unknown_field(name: &str, schema: &Value) -> String {
    let known = schema["properties"].as_object().into_iter().flatten().map(|(name, _)| name.as_str());
    let hint = match nearest(name, known.clone()) {
        Some(near) => format!("did you mean '{near}'?"),
        None => format!("the fields here are {}", known.collect::<Vec<_>>().join(", ")),
    };
    format!("unknown field '{name}', {hint}")
}

fn texts(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str)
}

/// The types of JSON Schema in TOML's words.
fn with_article(kind: &str) -> &'static str {
    match kind {
        "object" => "a table",
        "array" => "an array",
        "string" => "a text",
        "integer" => "an integer",
        _ => "true or false",
    }
}

fn found(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a float",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(text: &str) -> Vec<String> {
        let document = Document::parse(text).unwrap_or_else(|problem| panic!("{}", problem.message));
        problems(&document).iter().map(|p| format!("{}:{}: {}", p.line, p.column, p.message)).collect()
    }

    #[test]
    fn all_problems_are_named_in_the_order_of_the_text() {
        let text = "schema = 2\n[app]\nname = 3\nslag = \"x\"\nauth = \"bearer\"\n[user]\nmaching = []\nattributes = [{ path = 'title', typ = \"String\" }]\n[group]\nsupport = \"maybe\"\n[frobnicate]\n";
        assert_eq!(
            messages(text),
            [
                "1:10: suite format 2 is not known; this version reads format 1",
                "2:1: missing field 'slug'",
                "3:8: 'name' takes a text, not an integer",
                "4:1: unknown field 'slag', did you mean 'slug'?",
                "5:8: 'bearer' is no value of 'auth'; did you mean 'bearer-token'? It takes bearer-token, oauth-authorize, oauth-client-credentials, basic, other",
                "7:1: unknown field 'maching', did you mean 'matching'?",
                "8:15: missing field 'type'",
                "8:33: unknown field 'typ', did you mean 'type'?",
                "10:11: 'maybe' is no value of 'support'; it takes supported, unsupported, undeclared",
                "11:2: unknown field 'frobnicate', the fields here are schema, inherits, app, user, group, override, case",
            ]
        );
    }

    /// A word of JSON Schema that is not looked at here would promise more than the tool keeps.
    #[test]
    fn every_word_of_the_schema_is_looked_at() {
        const KNOWN: [&str; 16] = [
            "$schema",
            "title",
            "description",
            "type",
            "additionalProperties",
            "required",
            "properties",
            "items",
            "enum",
            "const",
            "minimum",
            "minLength",
            "format",
            "$ref",
            "definitions",
            "uniqueItems",
        ];
        fn look(schema: &Value) {
            for (word, value) in schema.as_object().into_iter().flatten() {
                // The patterns of slugs are judged in `validate`.
                assert!(KNOWN.contains(&word.as_str()) || word == "pattern", "{word}");
                match word.as_str() {
                    "properties" | "definitions" => {
                        value.as_object().into_iter().flatten().for_each(|(_, s)| look(s))
                    }
                    "items" => look(value),
                    "additionalProperties" => assert!(value.is_boolean()),
                    _ => {}
                }
            }
        }
        look(&serde_json::from_str(SCHEMA).unwrap());
    }
}
