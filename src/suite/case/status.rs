//! Expected status codes in their three forms: `201`, `"4xx"`, `[400, 409]`.

use std::fmt;

use serde::de::{Error, SeqAccess, Visitor};
use serde::ser::SerializeSeq;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The status codes a case accepts; never none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statuses(Vec<Status>);

/// One code, or a whole class of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    Code(u16),
    /// The first digit.
    Class(u16),
}

impl Statuses {
    /// Whether the code is accepted.
    pub fn accept(&self, code: u16) -> bool {
        self.0.iter().any(|status| match status {
            Status::Code(accepted) => code == *accepted,
            Status::Class(class) => code / 100 == *class,
        })
    }

    /// Whether every accepted answer refuses the request as the client's fault.
    pub fn refuse(&self) -> bool {
        self.0.iter().all(|status| match status {
            Status::Code(code) => (400..500).contains(code),
            Status::Class(class) => *class == 4,
        })
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Class(class) => write!(f, "{class}xx"),
        }
    }
}

impl fmt::Display for Statuses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.pad(&words.join(" or "))
    }
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Code(code) => serializer.serialize_u16(*code),
            Self::Class(_) => serializer.collect_str(self),
        }
    }
}

impl Serialize for Statuses {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let [status] = self.0.as_slice() {
            return status.serialize(serializer);
        }
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        self.0.iter().try_for_each(|status| list.serialize_element(status))?;
        list.end()
    }
}

impl<'de> Deserialize<'de> for Status {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(One)
    }
}

impl<'de> Deserialize<'de> for Statuses {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OneOrMore)
    }
}

const FORMS: &str = "a status code such as 201, a class such as \"4xx\", or a list of these";

fn code<E: Error>(code: u64) -> Result<Status, E> {
    let code = u16::try_from(code).ok().filter(|code| (200..600).contains(code));
    code.map(Status::Code).ok_or_else(|| E::custom(format!("expected {FORMS}, from 200 to 599")))
}

fn class<E: Error>(text: &str) -> Result<Status, E> {
    let class = text.strip_suffix("xx").or_else(|| text.strip_suffix("XX"));
    let class = class.and_then(|digit| digit.parse().ok()).filter(|class| (2..6).contains(class));
    class.map(Status::Class).ok_or_else(|| E::custom(format!("'{text}' is no status, expected {FORMS}")))
}

struct One;

impl Visitor<'_> for One {
    type Value = Status;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a status code such as 201, or a class such as \"4xx\"")
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Status, E> {
        code(value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Status, E> {
        code(u64::try_from(value).unwrap_or_default())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Status, E> {
        class(text)
    }
}

struct OneOrMore;

impl<'de> Visitor<'de> for OneOrMore {
    type Value = Statuses;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(FORMS)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Statuses, E> {
        code(value).map(|status| Statuses(vec![status]))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Statuses, E> {
        One.visit_i64(value).map(|status| Statuses(vec![status]))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Statuses, E> {
        class(text).map(|status| Statuses(vec![status]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Statuses, A::Error> {
        let mut all = Vec::new();
        while let Some(status) = list.next_element()? {
            all.push(status);
        }
        if all.is_empty() {
            return Err(Error::custom(format!("the list is empty, expected {FORMS}")));
        }
        Ok(Statuses(all))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{from_str, json, to_value};

    use super::*;

    #[test]
    fn every_form_is_read_and_written() {
        for (text, accepted, refused) in
            [("201", 201, 200), ("\"4xx\"", 409, 500), ("[400,\"5xx\"]", 503, 409), ("\"2XX\"", 204, 404)]
        {
            let statuses: Statuses = from_str(text).unwrap();
            assert!(statuses.accept(accepted) && !statuses.accept(refused), "{text}");
            assert_eq!(from_str::<Statuses>(&to_value(&statuses).unwrap().to_string()).unwrap(), statuses);
        }
        assert_eq!(to_value(from_str::<Statuses>("[400,\"5xx\"]").unwrap()).unwrap(), json!([400, "5xx"]));
        for text in ["0", "-1", "700", "\"4x\"", "\"9xx\"", "[]", "true", "[true]"] {
            assert!(from_str::<Statuses>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_refusal_is_nothing_but_4xx() {
        for (text, refuse) in
            [("\"4xx\"", true), ("[400, 409]", true), ("[400, 201]", false), ("\"5xx\"", false)]
        {
            assert_eq!(from_str::<Statuses>(text).unwrap().refuse(), refuse, "{text}");
        }
    }
}
