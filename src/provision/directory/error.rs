//! Places in a file, and what is wrong there.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::text::{cut, printable};

/// Where something stands in a directory file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1; 0 where it is about the file as a whole.
    pub line: u64,
    /// Column in characters, from 1; 0 where it is not known.
    pub column: u64,
}

impl Place {
    /// The file as a whole.
    pub(super) const FILE: Self = Self { line: 0, column: 0 };
    /// The first character.
    pub(super) const START: Self = Self { line: 1, column: 1 };

    /// Moves behind these bytes. It is done for every byte of a file, so it is written for loops that run over
    /// several bytes at once.
    pub(super) fn advance(&mut self, over: &[u8]) {
        let breaks = count(over, |byte| byte == b'\n');
        let mut rest = over;
        if breaks > 0 {
            *self = Self { line: self.line + breaks, column: 1 };
            rest = over.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
        }
        self.column += count(rest, |byte| !is_continuation(byte));
    }

    /// The place behind these bytes.
    pub(super) fn behind(mut self, over: &[u8]) -> Self {
        self.advance(over);
        self
    }
}

/// How many of the bytes are such. Sums of at most 255 fit into a byte each, which is four times as fast.
fn count(bytes: &[u8], such: impl Fn(u8) -> bool) -> u64 {
    let sum = |part: &[u8]| u64::from(part.iter().map(|byte| u8::from(such(*byte))).sum::<u8>());
    bytes.chunks(255).map(sum).sum()
}

/// Whether a byte of UTF-8 goes on with a character.
fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self { line, column: 0 } => write!(f, "{line}"),
            Self { line, column } => write!(f, "{line}:{column}"),
        }
    }
}

/// What cannot be read, with file, line and column.
#[derive(Debug, thiserror::Error)]
#[error("{}: {message}", whereabouts(path, *place))]
pub struct DirectoryError {
    /// The file.
    pub path: PathBuf,
    /// Where.
    pub place: Place,
    /// What is wrong, as a lower-case fragment.
    pub message: String,
    /// The next thing to try.
    pub help: String,
}

/// File, line and column, as far as they are known.
fn whereabouts(path: &Path, place: Place) -> String {
    match place.line {
        0 => path.display().to_string(),
        _ => format!("{}:{place}", path.display()),
    }
}

impl DirectoryError {
    /// An error at that place.
    pub fn new(path: &Path, place: Place, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { path: path.to_owned(), place, message: shown(&message.into()), help: shown(&help.into()) }
    }
}

/// Names and values of a file may hold anything, of any length.
fn shown(text: &str) -> String {
    printable(&cut(text, 300)).replace('\n', " ")
}

/// What is wrong in an element, before it is known where in the file the element stands.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// In the element, in bytes.
    pub(super) offset: usize,
    /// What is wrong, as a lower-case fragment.
    pub(super) message: String,
    /// The next thing to try.
    pub(super) help: String,
}

impl Fault {
    /// A fault at that offset.
    pub(super) fn new(offset: usize, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { offset, message: message.into(), help: help.into() }
    }

    /// JSON that cannot be read; the text begins at that offset of the element.
    pub(super) fn json(error: &serde_json::Error, text: &str, offset: usize) -> Self {
        let (message, help) = if error.is_eof() {
            let help =
                "look for a missing quote or bracket; perhaps the file was cut off while it was written";
            ("breaks off before its end".to_owned(), help)
        } else {
            let help = "look at the quotes, commas and brackets in front of that place";
            (format!("not JSON: {}", without_place(&error.to_string())), help)
        };
        Self::new(offset + offset_of(error, text), message, help)
    }

    /// The error, for an element that begins at that place.
    pub(super) fn at(self, path: &Path, place: Place, text: &[u8]) -> DirectoryError {
        let place = place.behind(&text[..self.offset.min(text.len())]);
        DirectoryError::new(path, place, self.message, self.help)
    }
}

/// The parser's words without its line and column, which count from the element's begin.
fn without_place(message: &str) -> &str {
    message.rfind(" at line ").map_or(message, |end| &message[..end])
}

/// How many bytes of the text stand in front of what the parser complains about.
fn offset_of(error: &serde_json::Error, text: &str) -> usize {
    let lines = error.line().saturating_sub(1);
    let begin: usize = text.split_inclusive('\n').take(lines).map(str::len).sum();
    (begin + error.column().saturating_sub(1)).min(text.len())
}

/// The text of an element.
pub(super) fn utf8(bytes: &[u8]) -> Result<&str, Fault> {
    std::str::from_utf8(bytes)
        .map_err(|error| Fault::new(error.valid_up_to(), "not UTF-8", "save the file as UTF-8"))
}
