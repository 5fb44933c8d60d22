//! Where something stands in a schema file, and errors that say so.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::SchemaError;

/// The text of a schema.
pub(super) struct Text<'a> {
    text: &'a str,
    file: &'a str,
}

impl<'a> Text<'a> {
    /// A byte order mark, which some editors put in front, is no part of the JSON.
    pub(super) fn new(text: &'a str, file: &'a str) -> Self {
        Self { text: text.strip_prefix('\u{feff}').unwrap_or(text), file }
    }

    /// Everything.
    pub(super) fn all(&self) -> &'a str {
        self.text
    }

    /// Reads a part of the text, which may also be the whole.
    pub(super) fn json<'b, T: Deserialize<'b>>(&self, part: impl Into<Part<'b>>) -> Result<T, SchemaError> {
        let part = part.into().0;
        serde_json::from_str(part).map_err(|error| {
            let before: usize =
                part.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
            // serde_json counts columns in bytes.
            let at = self.offset(part) + before + error.column().saturating_sub(1);
            let help =
                "the file has to be a synchronizationSchema, as Microsoft Graph and the portal export it";
            self.error(at, &plain(&error.to_string()), help)
        })
    }

    /// An error at the start of the file.
    pub(super) fn start(&self, message: &str, help: &str) -> SchemaError {
        self.error(0, message, help)
    }

    /// An error at the start of a part.
    pub(super) fn at(&self, raw: &RawValue, message: &str, help: &str) -> SchemaError {
        self.error(self.offset(raw.get()), message, help)
    }

    /// An error at the value of a member, or, where it is not found, at the start of the part.
    pub(super) fn member(&self, raw: &RawValue, name: &str, message: &str, help: &str) -> SchemaError {
        let key = format!("\"{name}\"");
        let value = raw.get().find(&key).map_or(0, |at| {
            let behind = &raw.get()[at + key.len()..];
            at + key.len() + behind.len() - behind.trim_start_matches([' ', ':', '\t', '\r', '\n']).len()
        });
        self.error(self.offset(raw.get()) + value, message, help)
    }

    /// How far into the text a part of it begins; something else counts as its start.
    fn offset(&self, part: &str) -> usize {
        let offset = part.as_ptr().addr().wrapping_sub(self.text.as_ptr().addr());
        if offset <= self.text.len() { offset } else { 0 }
    }

    fn error(&self, at: usize, message: &str, help: &str) -> SchemaError {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let before = &self.text[..at];
        SchemaError::Invalid {
            file: self.file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before.rsplit('\n').next().unwrap_or_default().chars().count() + 1,
            message: message.to_owned(),
            help: help.to_owned(),
        }
    }
}

/// What serde_json says, without the place, which is that within the part, and in words of JSON.
fn plain(message: &str) -> String {
    let message = message.rsplit_once(" at line ").map_or(message, |(message, _)| message);
    match message.split_once("expected struct ") {
        Some((found, _)) => format!("{found}expected an object"),
        None => message
            .replace("expected a sequence", "expected a list")
            .replace("expected i64", "expected a whole number"),
    }
}

/// A part of the text.
pub(super) struct Part<'a>(&'a str);

impl<'a> From<&'a str> for Part<'a> {
    fn from(text: &'a str) -> Self {
        Self(text)
    }
}

impl<'a> From<&'a RawValue> for Part<'a> {
    fn from(raw: &'a RawValue) -> Self {
        Self(raw.get())
    }
}
