//! A property of an element and its value, as JSON or as a cell of a CSV row, read as what it has to be.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::error::Fault;

/// A property with its place in the element.
#[derive(Debug, Clone)]
pub(super) struct Property<'a> {
    /// Name, as the file has it.
    pub(super) name: Cow<'a, str>,
    /// Value.
    pub(super) value: Given<'a>,
    /// Where the value begins, in bytes from the element's begin.
    pub(super) offset: usize,
}

/// A value as it is written down.
#[derive(Debug, Clone)]
pub(super) enum Given<'a> {
    /// JSON.
    Json(&'a str),
    /// What a cell holds.
    Cell(Cow<'a, str>),
}

/// A value of any simple type.
#[derive(Debug, PartialEq)]
pub(super) enum Simple {
    /// Text, true or false, a whole number, or a list of texts.
    Value(Value),
    /// No value.
    Nothing,
    /// An object, or a list of objects. Attribute mappings cannot name what is inside.
    Complex,
}

impl Property<'_> {
    /// Something is wrong with it.
    pub(super) fn fault(&self, message: impl Into<String>, help: impl Into<String>) -> Fault {
        Fault::new(self.offset, message, help)
    }

    fn wrong(&self, expected: &str, help: &str) -> Fault {
        let found = match &self.value {
            Given::Json(json) => noun(json).to_owned(),
            Given::Cell(cell) => format!("`{}`", crate::text::cut(cell, 40)),
        };
        self.fault(format!("`{}` must be {expected}, not {found}", self.name), help)
    }

    /// Whether it says that there is no value.
    pub(super) fn is_null(&self) -> bool {
        match &self.value {
            Given::Json(json) => *json == "null",
            Given::Cell(cell) => cell.is_empty(),
        }
    }

    /// A text; an empty one counts as none.
    pub(super) fn text(&self) -> Result<Option<String>, Fault> {
        let text = match &self.value {
            Given::Json("null") => return Ok(None),
            Given::Json(json) if json.starts_with('"') => self.json_text(json)?,
            Given::Json(_) => return Err(self.wrong("text", "put the value into quotes")),
            Given::Cell(cell) => cell.clone().into_owned(),
        };
        Ok(Some(text).filter(|text| !text.is_empty()))
    }

    /// True or false.
    pub(super) fn flag(&self) -> Result<Option<bool>, Fault> {
        let word = match &self.value {
            Given::Json(json) => (*json).to_owned(),
            Given::Cell(cell) => cell.trim().to_ascii_lowercase(),
        };
        match word.as_str() {
            "true" => Ok(Some(true)),
            "false" => Ok(Some(false)),
            "null" | "" => Ok(None),
            _ => Err(self.wrong("true or false", "write true or false, without quotes")),
        }
    }

    /// A list of texts; empty ones are left out.
    pub(super) fn texts(&self) -> Result<Vec<String>, Fault> {
        let mut texts = Vec::new();
        self.each(&mut |element| {
            let text = element.text()?;
            if element.is_null() {
                return Err(element.wrong("a list of texts", "take null out of the list"));
            }
            texts.extend(text);
            Ok(())
        })?;
        Ok(texts)
    }

    /// The id that it refers to: text, or an object with the id under that name.
    pub(super) fn reference(&self, key: &str) -> Result<Option<String>, Fault> {
        let Given::Json(json) = &self.value else {
            return Ok(self.text()?.map(|id| id.trim().to_owned()).filter(|id| !id.is_empty()));
        };
        if !json.starts_with('{') {
            return if json.starts_with('"') || self.is_null() {
                self.text()
            } else {
                Err(self.wrong("an object id", &format!("write \"id\" or {{\"{key}\": \"id\"}}")))
            };
        }
        let properties = self.properties()?;
        let id = properties.iter().find(|property| property.name == key).map(Property::text).transpose()?;
        id.flatten().map(Some).ok_or_else(|| {
            self.fault(format!("`{}` without `{key}`", self.name), format!("write {{\"{key}\": \"id\"}}"))
        })
    }

    /// The ids that it refers to.
    pub(super) fn references(&self, key: &str) -> Result<Vec<String>, Fault> {
        let mut ids = Vec::new();
        self.each(&mut |element| {
            let id = element.reference(key)?;
            let missing = || element.fault(format!("an empty id in `{}`", self.name), "take it out");
            ids.push(id.ok_or_else(missing)?);
            Ok(())
        })?;
        Ok(ids)
    }

    /// Goes through a list; a cell's values are separated by semicolons.
    pub(super) fn each(&self, visit: &mut dyn FnMut(&Property) -> Result<(), Fault>) -> Result<(), Fault> {
        match &self.value {
            Given::Json("null") => Ok(()),
            Given::Json(json) if json.starts_with('[') => self.each_of(json, visit),
            Given::Json(_) => Err(self.wrong("a list", "put the values into [ ]")),
            Given::Cell(cell) => {
                let values = cell.split(';').map(str::trim).filter(|value| !value.is_empty());
                values
                    .map(|value| self.with(Given::Cell(value.into()), self.offset))
                    .try_for_each(|one| visit(&one))
            }
        }
    }

    fn each_of(
        &self,
        list: &str,
        visit: &mut dyn FnMut(&Property) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let mut fault = None;
        let mut each = |element: &str| {
            let offset = self.offset + offset_in(list, element);
            fault = visit(&self.with(Given::Json(element), offset)).err();
            fault.is_none()
        };
        let read = serde_json::Deserializer::from_str(list).deserialize_seq(Elements(&mut each));
        match (fault, read) {
            (Some(fault), _) => Err(fault),
            (None, Err(error)) => Err(Fault::json(&error, list, self.offset)),
            (None, Ok(())) => Ok(()),
        }
    }

    fn with<'b>(&'b self, value: Given<'b>, offset: usize) -> Property<'b> {
        Property { name: Cow::Borrowed(&self.name), value, offset }
    }

    /// The properties of an object.
    pub(super) fn properties(&self) -> Result<Vec<Property<'_>>, Fault> {
        match &self.value {
            Given::Json(json) if json.starts_with('{') => properties(json, self.offset),
            _ => Err(self.wrong("an object", "write { … }")),
        }
    }

    /// A value whose type is not known.
    pub(super) fn simple(&self) -> Result<Simple, Fault> {
        let Given::Json(json) = &self.value else { return Ok(Simple::or_nothing(self.text()?)) };
        match json.as_bytes().first() {
            Some(b'"') => Ok(Simple::or_nothing(self.text()?)),
            Some(b'[') if json[1..].trim_start().starts_with('{') => Ok(Simple::Complex),
            Some(b'[') => Ok(Simple::or_nothing(Some(self.texts()?).filter(|texts| !texts.is_empty()))),
            Some(b'{') => Ok(Simple::Complex),
            Some(b'n') => Ok(Simple::Nothing),
            Some(b't' | b'f') => Ok(Simple::Value(self.json(json)?)),
            _ => self.whole_number(json),
        }
    }

    fn whole_number(&self, json: &str) -> Result<Simple, Fault> {
        let number: Value = self.json(json)?;
        if number.is_i64() || number.is_u64() {
            return Ok(Simple::Value(number));
        }
        Err(self.wrong("text, true, false or a whole number", "put the value into quotes"))
    }

    /// A text in its quotes, which was found to be one; where nothing is escaped, it stands there as it is.
    fn json_text(&self, json: &str) -> Result<String, Fault> {
        match json.strip_prefix('"').and_then(|json| json.strip_suffix('"')) {
            Some(plain) if !plain.contains('\\') => Ok(plain.to_owned()),
            _ => self.json(json),
        }
    }

    fn json<T: DeserializeOwned>(&self, json: &str) -> Result<T, Fault> {
        serde_json::from_str(json).map_err(|error| Fault::json(&error, json, self.offset))
    }
}

impl Simple {
    fn or_nothing<T: Into<Value>>(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, |value| Self::Value(value.into()))
    }
}

/// The properties of an object in the order of the text, which begins at that offset of the element.
pub(super) fn properties(text: &str, offset: usize) -> Result<Vec<Property<'_>>, Fault> {
    if !text.starts_with('{') {
        return Err(Fault::new(offset, "not a JSON object", "write an object: { … }"));
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = reader.deserialize_map(Members).and_then(|members| reader.end().map(|()| members));
    let members = read.map_err(|error| Fault::json(&error, text, offset))?;
    let properties = members.into_iter().map(|(Name(name), value)| Property {
        name,
        offset: offset + offset_in(text, value.get()),
        value: Given::Json(value.get()),
    });
    Ok(properties.collect())
}

/// Where a part of a text begins in it.
fn offset_in(text: &str, part: &str) -> usize {
    part.as_ptr().addr() - text.as_ptr().addr()
}

/// What kind of value it is.
fn noun(json: &str) -> &'static str {
    match json.as_bytes().first() {
        Some(b'"') => "text",
        Some(b'[') => "a list",
        Some(b'{') => "an object",
        Some(b't') => "true",
        Some(b'f') => "false",
        Some(b'n') => "null",
        _ => "a number",
    }
}

/// A name; borrowed where nothing in it is escaped.
#[derive(Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

/// Collects the members of an object without reading their values.
struct Members;

impl<'a> Visitor<'a> for Members {
    type Value = Vec<(Name<'a>, &'a RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::with_capacity(16);
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(members)
    }
}

/// Hands out the elements of a list without reading them, until it is told to stop.
struct Elements<'v, 'a>(&'v mut dyn FnMut(&'a str) -> bool);

impl<'a> Visitor<'a> for Elements<'_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(element) = list.next_element::<&'a RawValue>()? {
            if !(self.0)(element.get()) {
                return Err(A::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}
