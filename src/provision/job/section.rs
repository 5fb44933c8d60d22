//! Tables of a TOML file, read key by key; every error names file, line and column.

use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::JobError;
use crate::text::nearest;

/// The file that is read.
#[derive(Clone, Copy)]
pub(super) struct Document<'a> {
    pub(super) text: &'a str,
    pub(super) path: &'a Path,
}

/// A value and where it stands.
pub(super) struct Placed<T> {
    pub(super) value: T,
    pub(super) at: usize,
}

/// One table of the file.
#[derive(Clone, Copy)]
pub(super) struct Section<'a> {
    document: Document<'a>,
    table: &'a DeTable<'a>,
    at: usize,
}

impl<'a> Document<'a> {
    /// An error at that byte of the text.
    pub(super) fn error(&self, at: usize, message: impl Into<String>, help: impl Into<String>) -> JobError {
        let before = self.text.get(..at).unwrap_or(self.text);
        JobError::Invalid {
            path: self.path.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before.rsplit('\n').next().unwrap_or_default().chars().count() + 1,
            message: message.into(),
            help: help.into(),
        }
    }

    /// Parses the text.
    pub(super) fn parse(&self) -> Result<Spanned<DeTable<'a>>, JobError> {
        DeTable::parse(self.text).map_err(|error| {
            let at = error.span().map_or(0, |span: Range<usize>| span.start);
            self.error(at, error.message(), "correct the TOML there")
        })
    }
}

impl<'a> Section<'a> {
    /// The table that is the whole file, with the keys it may have.
    pub(super) fn root(
        document: Document<'a>,
        table: &'a Spanned<DeTable<'a>>,
        keys: &[&str],
    ) -> Result<Self, JobError> {
        Self::new(document, table.get_ref(), 0, keys)
    }

    fn new(
        document: Document<'a>,
        table: &'a DeTable<'a>,
        at: usize,
        keys: &[&str],
    ) -> Result<Self, JobError> {
        let section = Self { document, table, at };
        match table.keys().find(|key| !keys.contains(&key.get_ref().as_ref())) {
            Some(key) => Err(section.unknown(key.get_ref(), key.span().start, keys)),
            None => Ok(section),
        }
    }

    fn unknown(&self, key: &str, at: usize, keys: &[&str]) -> JobError {
        let help = match nearest(key, keys.iter().copied()) {
            Some(name) => format!("did you mean '{name}'?"),
            None => format!("the keys here are {}", keys.join(", ")),
        };
        self.document.error(at, format!("there is no key '{key}' here"), help)
    }

    /// An error at the beginning of the table.
    pub(super) fn error(&self, message: impl Into<String>, help: impl Into<String>) -> JobError {
        self.document.error(self.at, message, help)
    }

    /// An error at a value.
    pub(super) fn error_at(
        &self,
        at: usize,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> JobError {
        self.document.error(at, message, help)
    }

    /// The value of a key.
    pub(super) fn value(&self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
    }

    /// An error about the type of a value.
    pub(super) fn wrong(&self, key: &str, value: &Spanned<DeValue>, expected: &str) -> JobError {
        let found = match value.get_ref() {
            DeValue::Integer(_) => "an integer",
            DeValue::Array(_) => "an array",
            DeValue::String(_) => "a string",
            DeValue::Float(_) => "a float",
            DeValue::Boolean(_) => "a boolean",
            DeValue::Datetime(_) => "a date",
            DeValue::Table(_) => "a table",
        };
        self.error_at(value.span().start, format!("{key} is {found}"), format!("write {expected}"))
    }

    /// A text; an empty one is an error.
    pub(super) fn text(&self, key: &str) -> Result<Option<Placed<&'a str>>, JobError> {
        let Some(value) = self.value(key) else { return Ok(None) };
        let text = value.get_ref().as_str().ok_or_else(|| self.wrong(key, value, "a string in quotes"))?;
        let at = value.span().start;
        if text.trim().is_empty() {
            return Err(self.error_at(
                at,
                format!("{key} is empty"),
                "give it a value, or leave the key out",
            ));
        }
        Ok(Some(Placed { value: text, at }))
    }

    /// A boolean.
    pub(super) fn boolean(&self, key: &str, default: bool) -> Result<bool, JobError> {
        let Some(value) = self.value(key) else { return Ok(default) };
        value.get_ref().as_bool().ok_or_else(|| self.wrong(key, value, "true or false"))
    }

    /// One of several words.
    pub(super) fn choice<T: Copy>(&self, key: &str, choices: &[(&str, T)]) -> Result<Option<T>, JobError> {
        let Some(text) = self.text(key)? else { return Ok(None) };
        self.pick(key, &text, choices).map(Some)
    }

    fn pick<T: Copy>(&self, key: &str, word: &Placed<&str>, choices: &[(&str, T)]) -> Result<T, JobError> {
        if let Some((_, value)) = choices.iter().find(|(name, _)| *name == word.value) {
            return Ok(*value);
        }
        let names = || choices.iter().map(|(name, _)| *name);
        let help = match nearest(word.value, names()) {
            Some(name) => format!("did you mean '{name}'?"),
            None => format!("it can be {}", names().collect::<Vec<_>>().join(", ")),
        };
        Err(self.error_at(word.at, format!("{key} cannot be '{}'", word.value), help))
    }

    /// A list of such words.
    pub(super) fn choices<T: Copy>(
        &self,
        key: &str,
        choices: &[(&str, T)],
    ) -> Result<Option<Vec<T>>, JobError> {
        let Some(value) = self.value(key) else { return Ok(None) };
        let array =
            value.get_ref().as_array().ok_or_else(|| self.wrong(key, value, "an array of strings"))?;
        let picked = array.iter().map(|item| {
            let text = item.get_ref().as_str().ok_or_else(|| self.wrong(key, item, "strings in quotes"))?;
            self.pick(key, &Placed { value: text, at: item.span().start }, choices)
        });
        picked.collect::<Result<_, _>>().map(Some)
    }

    /// A table in this one, with the keys it may have.
    pub(super) fn table(&self, key: &str, keys: &[&str]) -> Result<Option<Section<'a>>, JobError> {
        let Some(value) = self.value(key) else { return Ok(None) };
        self.as_section(key, value, keys).map(Some)
    }

    /// An array of tables in this one, with the keys each may have.
    pub(super) fn tables(&self, key: &str, keys: &[&str]) -> Result<Vec<Section<'a>>, JobError> {
        let Some(value) = self.value(key) else { return Ok(Vec::new()) };
        let array = value.get_ref().as_array().ok_or_else(|| self.wrong(key, value, "an array of tables"))?;
        array.iter().map(|item| self.as_section(key, item, keys)).collect()
    }

    fn as_section(
        &self,
        key: &str,
        value: &'a Spanned<DeValue<'a>>,
        keys: &[&str],
    ) -> Result<Section<'a>, JobError> {
        let table = value.get_ref().as_table().ok_or_else(|| self.wrong(key, value, "a table"))?;
        Self::new(self.document, table, value.span().start, keys)
    }
}
