//! Placeholders in the texts of a case: `{run}`, `{user}`, or the name of a captured value.
//!
//! A name begins with a letter; braces around anything else, as in a regular expression or in JSON, are text.

use serde_json::Value;

/// Names that every case knows, and what they stand for.
pub const KNOWN: [(&str, &str); 6] = [
    ("run", "the run's marker"),
    ("domain", "the domain of every userName and e-mail address"),
    ("user", "the id of a user that the run creates for the case"),
    ("userName", "its userName"),
    ("group", "the id of a group that the run creates for the case"),
    ("groupName", "its displayName"),
];

/// Those that carry the run's marker.
pub const MARKERS: [&str; 3] = ["run", "userName", "groupName"];

/// The names in a text, in order.
pub fn of(text: &str) -> Vec<String> {
    split(text).into_iter().filter_map(|part| part.name().map(str::to_owned)).collect()
}

/// The names in all texts of a value.
pub fn in_value(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => of(text),
        Value::Array(items) => items.iter().flat_map(in_value).collect(),
        Value::Object(members) => members.values().flat_map(in_value).collect(),
        _ => Vec::new(),
    }
}

/// The name, when the text is one placeholder and nothing else.
pub fn whole(text: &str) -> Option<&str> {
    text.strip_prefix('{')?.strip_suffix('}').filter(|name| is_name(name))
}

/// Whether it may be the name of a captured value.
pub fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(is_in_name)
}

fn is_in_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

/// Puts values in the place of names. What has no value stays as it is; `escape` is applied to all else.
pub fn fill(text: &str, value: &dyn Fn(&str) -> Option<String>, escape: &dyn Fn(&str) -> String) -> String {
    let parts = split(text).into_iter().map(|part| match part {
        Part::Text(text) => escape(text),
        Part::Name(name) => value(name).unwrap_or_else(|| format!("{{{name}}}")),
    });
    parts.collect()
}

/// The same in all texts of a value.
pub fn fill_value(value: &Value, with: &dyn Fn(&str) -> Option<String>) -> Value {
    match value {
        Value::String(text) => Value::String(fill(text, with, &str::to_owned)),
        Value::Array(items) => items.iter().map(|item| fill_value(item, with)).collect(),
        Value::Object(members) => {
            members.iter().map(|(name, value)| (name.clone(), fill_value(value, with))).collect()
        }
        other => other.clone(),
    }
}

enum Part<'a> {
    Text(&'a str),
    Name(&'a str),
}

impl<'a> Part<'a> {
    fn name(&self) -> Option<&'a str> {
        match self {
            Self::Name(name) => Some(name),
            Self::Text(_) => None,
        }
    }
}

fn split(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let (mut done, mut from) = (0, 0);
    while let Some(open) = text[from..].find('{').map(|at| from + at) {
        from = open + 1;
        // No further than a name reaches, so that the time grows with the length alone.
        let end = text[from..].find(|c: char| !is_in_name(c)).map_or(text.len(), |end| from + end);
        let name = &text[from..end];
        if !is_name(name) || !text[end..].starts_with('}') {
            continue;
        }
        parts.push(Part::Text(&text[done..open]));
        parts.push(Part::Name(name));
        from += name.len() + 1;
        done = from;
    }
    parts.push(Part::Text(&text[done..]));
    parts
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_names_are_placeholders() {
        assert_eq!(of("/Users/{user}?{run}{x-1}"), ["user", "run", "x-1"]);
        for text in ["{", "{user", "^[a-z]{2,3}$", "{\"a\":1}", "{%generateRandomString 6%}", "{}", "{1a}"] {
            assert_eq!(of(text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(in_value(&json!({"a": ["{b}", 1], "{c}": "{d}"})), ["b", "d"]);
        assert_eq!((whole("{user}"), whole("{user}x")), (Some("user"), None));
    }

    #[test]
    fn values_take_the_place_of_names() {
        let value = |name: &str| (name == "run").then(|| "spx".to_owned());
        assert_eq!(fill("a.{run}@{other}", &value, &str::to_uppercase), "A.spx@{other}");
        assert_eq!(fill_value(&json!(["{run}", 2]), &value), json!(["spx", 2]));
    }
}
