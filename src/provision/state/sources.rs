//! Attributes in the column of `sources`: a list in which names and values take turns, and names that most directories
//! have are numbers.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeSeq, Serializer};
use serde_json::Value;

use super::codes::{json, parsed};
use crate::provision::attributes::{Attributes, Name};

/// Attributes as they are written.
pub(super) fn written(attributes: &Attributes) -> rusqlite::Result<String> {
    json(&Written(attributes))
}

/// Attributes that were written. Earlier versions wrote them as an object.
pub(super) fn read(text: &str) -> rusqlite::Result<Attributes> {
    parsed::<Read>(text).map(|read| read.0)
}

struct Written<'a>(&'a Attributes);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for (name, value) in self.0.entries() {
            match name {
                Name::Known(number) => list.serialize_element(number)?,
                Name::Other(name) => list.serialize_element(&**name)?,
            }
            list.serialize_element(value)?;
        }
        list.end()
    }
}

struct Read(Attributes);

impl<'de> Deserialize<'de> for Read {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reading).map(Self)
    }
}

struct Reading;

/// Room for what most objects have.
const ROOM: usize = 20;

impl<'de> Visitor<'de> for Reading {
    type Value = Attributes;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("names and values")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Attributes, A::Error> {
        let mut attributes = Attributes::with_capacity(ROOM);
        while let Some(Named(name)) = list.next_element()? {
            let value = list.next_element()?.ok_or_else(|| A::Error::custom("a value is missing"))?;
            attributes.push(name, value);
        }
        Ok(attributes)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Attributes, A::Error> {
        let mut attributes = Attributes::with_capacity(ROOM);
        while let Some((name, value)) = map.next_entry::<Cow<str>, Value>()? {
            attributes.push(name.into(), value);
        }
        Ok(attributes)
    }
}

/// A name, or its number.
struct Named(Name);

impl<'de> Deserialize<'de> for Named {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Naming).map(Self)
    }
}

struct Naming;

impl Visitor<'_> for Naming {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a name or its number")
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Name, E> {
        Name::numbered(number).ok_or_else(|| E::custom("a number that no attribute has"))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Name, E> {
        Ok(Cow::Borrowed(name).into())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_was_written_is_read() {
        let values = json!({"mail": "mira@tern.example", "shoeSize": 38, "accountEnabled": true,
            "otherMails": ["a", "b"], "5": "five"});
        let attributes = values.as_object().unwrap().clone().into_iter().collect::<Attributes>();
        let text = written(&attributes).unwrap();
        insta::assert_snapshot!(text, @r#"[5,"mira@tern.example","shoeSize",38,1,true,26,["a","b"],"5","five"]"#);
        assert_eq!(read(&text).unwrap(), attributes);
        assert_eq!(read(&values.to_string()).unwrap(), attributes, "as earlier versions wrote it");
    }

    #[test]
    fn what_nobody_wrote_is_refused() {
        for text in ["[1000, true]", "[0]", "[-1, true]", "[true, 1]", "7", "[0, 1", ""] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
