//! Reading a request: query parameters, media type and JSON body.

use axum::http::Method;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::fault::{Fault, FaultSet};
use crate::scim::{Error, ScimType};

/// A request that passed the gate.
#[derive(Debug)]
pub(super) struct Request<'a> {
    pub(super) parts: &'a Parts,
    pub(super) body: &'a [u8],
    pub(super) query: Query,
}

impl Request<'_> {
    /// The body as JSON object (RFC 7644 §3.1: both media types, whatever their parameters).
    pub(super) fn json(&self, faults: &FaultSet) -> Result<Value, Error> {
        self.demand_media_type(faults)?;
        let wrong = |detail: String| {
            if faults.has(Fault::MalformedBodyServerError) {
                Error::new(500, "an unexpected error occurred")
            } else {
                Error::of(ScimType::InvalidSyntax, detail)
            }
        };
        let latin = faults.has(Fault::CharsetGarblesCreate) && self.parts.method == Method::POST;
        let text = match String::from_utf8_lossy(self.body) {
            text if latin && self.names_charset() => text.bytes().map(char::from).collect(),
            text => text,
        };
        let body: Value = serde_json::from_str(&text).map_err(|error| {
            if self.is_stumbled_over(&error, faults) {
                return Error::new(500, "an unexpected error occurred");
            }
            wrong(format!("the request body is not valid JSON: {error}"))
        })?;
        match body {
            Value::Array(items) if faults.has(Fault::ArrayUnwrapped) && self.parts.method == Method::POST => {
                Ok(items.into_iter().next().unwrap_or_default())
            }
            Value::Object(members)
                if faults.has(Fault::SchemasFirstDemanded)
                    && members.keys().next().is_some_and(|first| !first.eq_ignore_ascii_case("schemas")) =>
            {
                Err(wrong("\"schemas\" must come first".to_owned()))
            }
            Value::Object(_) => Ok(body),
            _ => Err(wrong(not_an_object(faults))),
        }
    }

    /// Whether a faulty server has no answer ready for what the parser says.
    fn is_stumbled_over(&self, error: &serde_json::Error, faults: &FaultSet) -> bool {
        let empty = self.body.is_empty();
        let nested = error.to_string().contains("recursion limit");
        let replaces = self.parts.method == Method::PUT && !empty;
        empty && faults.has(Fault::EmptyBodyServerError)
            || nested && faults.has(Fault::DeepJsonServerError)
            || replaces && faults.has(Fault::MalformedReplaceServerError)
    }

    fn demand_media_type(&self, faults: &FaultSet) -> Result<(), Error> {
        let header =
            self.parts.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if faults.has(Fault::ScimJsonRefused) && header.starts_with("application/scim+json") {
            return Err(Error::new(415, "Content-Type must be application/json"));
        }
        if faults.has(Fault::XmlServerError) && header.starts_with("application/xml") {
            return Err(Error::new(500, "an unexpected error occurred"));
        }
        if faults.has(Fault::PlainJsonUnread) && header.starts_with("application/json") {
            return Err(Error::of(ScimType::InvalidValue, "'userName' is required"));
        }
        let whole = faults.has(Fault::CharsetRefused);
        let media_type = if whole { header } else { header.split(';').next().unwrap_or_default() }.trim();
        if ["application/scim+json", "application/json"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(media_type))
        {
            return Ok(());
        }
        let detail = format!("Content-Type is '{header}'; send application/scim+json or application/json");
        Err(Error::new(415, detail))
    }

    /// Whether the Content-Type names a character set.
    pub(super) fn names_charset(&self) -> bool {
        let header = self.parts.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        header.is_some_and(|header| header.contains("charset"))
    }

    pub(super) fn has_content_type(&self) -> bool {
        self.parts.headers.contains_key(CONTENT_TYPE)
    }
}

fn not_an_object(faults: &FaultSet) -> String {
    let trace = "\n   at System.Text.Json.JsonElement.GetProperty(String propertyName)\n   at Scim.Users.Create(JsonElement body)";
    let trace = if faults.has(Fault::StackTraceInDetail) { trace } else { "" };
    format!("the request body must be a JSON object{trace}")
}

/// The query parameters of a request, decoded.
#[derive(Debug, Clone, Default)]
pub(super) struct Query(Vec<(String, String)>);

impl Query {
    /// Reads a query string. `+` stands for a space, as Entra writes it.
    pub(super) fn parse(text: &str, faults: &FaultSet) -> Self {
        let early = faults.has(Fault::QuerySplitLate).then(|| decode(text, faults));
        let text = early.as_deref().unwrap_or(text);
        let pairs = text.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            match early {
                Some(_) => (name.to_owned(), value.to_owned()),
                None => (decode(name, faults), decode(value, faults)),
            }
        });
        Self(pairs.collect())
    }

    /// Parameters that stand elsewhere than in a query string.
    pub(super) fn of(parameters: Vec<(&str, String)>) -> Self {
        Self(parameters.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// The parameter's value; one that is empty counts as absent.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str()).filter(|value| !value.trim().is_empty())
    }

    /// Whether the parameter is sent, be it empty.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key.eq_ignore_ascii_case(name))
    }

    /// All parameters but these, in an order that does not depend on the request.
    pub(super) fn without(&self, names: &[&str]) -> Vec<(String, &str)> {
        let known = |key: &str| names.iter().any(|name| key.eq_ignore_ascii_case(name));
        let rest = self.0.iter().filter(|(key, _)| !known(key));
        let mut rest: Vec<_> = rest.map(|(key, value)| (key.to_ascii_lowercase(), value.as_str())).collect();
        rest.sort_unstable();
        rest
    }

    /// Forgets these parameters.
    pub(super) fn forget(&mut self, names: &[&str]) {
        self.0.retain(|(key, _)| !names.iter().any(|name| key.eq_ignore_ascii_case(name)));
    }

    /// Gives a parameter another value.
    pub(super) fn set(&mut self, name: &str, value: impl ToString) {
        self.forget(&[name]);
        self.0.push((name.to_owned(), value.to_string()));
    }

    /// The parameter's value as a number.
    pub(super) fn number(&self, name: &str) -> Result<Option<i64>, Error> {
        let Some(text) = self.get(name) else { return Ok(None) };
        let wrong =
            |_| Error::of(ScimType::InvalidValue, format!("{name} is '{text}'; it must be an integer"));
        text.trim().parse().map(Some).map_err(wrong)
    }
}

fn decode(text: &str, faults: &FaultSet) -> String {
    let spaced = if faults.has(Fault::PlusKept) {
        text.to_owned()
    } else if faults.has(Fault::PlusKeptInValues) {
        spaces_outside_quotes(text)
    } else {
        text.replace('+', " ")
    };
    let decoded = percent_decode_str(&spaced).decode_utf8_lossy().into_owned();
    if faults.has(Fault::PercentDecodedTwice) {
        return percent_decode_str(&decoded.replace('+', " ")).decode_utf8_lossy().into_owned();
    }
    decoded
}

fn spaces_outside_quotes(text: &str) -> String {
    let mut quoted = false;
    let convert = |c: char| {
        quoted ^= c == '"';
        if c == '+' && !quoted { ' ' } else { c }
    };
    text.replace("%22", "\"").chars().map(convert).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(query: &str, faults: impl Into<FaultSet>) -> String {
        Query::parse(query, &faults.into()).get("filter").unwrap_or_default().to_owned()
    }

    #[test]
    fn both_spellings_of_a_space_are_decoded() {
        let healthy = FaultSet::default();
        for query in [
            "filter=a+eq+%22x%2by%22",
            "filter=a%20eq%20%22x%2By%22",
            "b=1&aadOptscim062020&FILTER=a+eq+\"x%2by\"",
        ] {
            assert_eq!(filter(query, healthy.clone()), "a eq \"x+y\"", "{query}");
        }
    }

    #[test]
    fn each_decoding_fault_shows_in_its_own_place() {
        assert_eq!(filter("filter=a+eq+%22x%2by%22", Fault::PercentDecodedTwice), "a eq \"x y\"");
        assert_eq!(filter("filter=a+eq+%22x+y%22", Fault::PlusKeptInValues), "a eq \"x+y\"");
        assert_eq!(filter("filter=a+eq+%22x%20y%22", Fault::PlusKept), "a+eq+\"x y\"");
    }

    #[test]
    fn numbers_are_integers() {
        let query = Query::parse("count=-3&startIndex=x", &FaultSet::default());
        assert_eq!(query.number("count").unwrap(), Some(-3));
        assert!(query.number("startIndex").is_err());
        assert_eq!(query.number("other").unwrap(), None);
    }
}
