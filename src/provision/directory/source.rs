//! The bytes of a file, with the line and column of the next one.

use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, ErrorKind, Read};
use std::path::Path;

use super::error::{DirectoryError, Place};
use super::format::Format;

/// What is read at once.
const BUFFER: usize = 256 * 1024;
/// What is looked at to tell the format of a file whose name does not say it.
const HEAD: u64 = 4096;

/// A file on its way through a reader.
pub(super) struct Source<'a> {
    /// Its path.
    pub(super) path: &'a Path,
    /// Its format.
    pub(super) format: Format,
    /// Where the next byte stands.
    pub(super) place: Place,
    reader: BufReader<Box<dyn Read + 'a>>,
}

impl<'a> Source<'a> {
    /// Opens a file.
    pub(super) fn open(path: &'a Path) -> Result<Self, DirectoryError> {
        let file = File::open(path).map_err(|error| unreadable(path, Place::FILE, &error))?;
        Self::new(path, Box::new(file))
    }

    /// Reads from anything; the path is for messages and for the format.
    pub(super) fn new(path: &'a Path, mut from: Box<dyn Read + 'a>) -> Result<Self, DirectoryError> {
        let mut head = Vec::new();
        let result = from.by_ref().take(HEAD).read_to_end(&mut head);
        result.map_err(|error| unreadable(path, Place::FILE, &error))?;
        refuse_utf16(path, &head)?;
        let mark = if head.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        let format = Format::by_extension(path).unwrap_or_else(|| Format::by_content(&head[mark..]));
        let mut head = Cursor::new(head);
        head.set_position(mark as u64);
        let reader = BufReader::with_capacity(BUFFER, Box::new(head.chain(from)) as Box<dyn Read>);
        Ok(Self { path, format, place: Place::START, reader })
    }

    /// The bytes that are there; none at the end of the file.
    pub(super) fn chunk(&mut self) -> Result<&[u8], DirectoryError> {
        loop {
            match self.reader.fill_buf() {
                Ok(_) => return Ok(self.reader.buffer()),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(unreadable(self.path, self.place, &error)),
            }
        }
    }

    /// Goes on behind so many bytes of the chunk.
    pub(super) fn consume(&mut self, bytes: usize) {
        self.place.advance(&self.reader.buffer()[..bytes]);
        self.reader.consume(bytes);
    }

    /// Goes on to the next byte that is not blank, and looks at it.
    pub(super) fn skip_blanks(&mut self) -> Result<Option<u8>, DirectoryError> {
        loop {
            let chunk = self.chunk()?;
            let blanks = chunk.iter().position(|byte| !is_blank(*byte));
            let (length, next) = (chunk.len(), blanks.map(|at| chunk[at]));
            self.consume(blanks.unwrap_or(length));
            if next.is_some() || length == 0 {
                return Ok(next);
            }
        }
    }

    /// Adds the rest of the line, with its end; false at the end of the file.
    pub(super) fn line(&mut self, into: &mut Vec<u8>) -> Result<bool, DirectoryError> {
        let result = self.reader.read_until(b'\n', into);
        let bytes = result.map_err(|error| unreadable(self.path, self.place, &error))?;
        self.place = Place { line: self.place.line + 1, column: 1 };
        Ok(bytes > 0)
    }

    /// An error at that place.
    pub(super) fn error(
        &self,
        place: Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> DirectoryError {
        DirectoryError::new(self.path, place, message, help)
    }

    /// A file without anything in it. It is not taken for a directory of nobody, because then everybody would have
    /// left.
    pub(super) fn empty(&self) -> DirectoryError {
        let help = "is it the right file, and was it written to the end?";
        self.error(Place::START, "the file is empty", help)
    }
}

/// Whether JSON lets the byte stand between two values.
pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

fn unreadable(path: &Path, place: Place, error: &std::io::Error) -> DirectoryError {
    DirectoryError::new(path, place, format!("cannot be read: {error}"), "check the path and its permissions")
}

fn refuse_utf16(path: &Path, head: &[u8]) -> Result<(), DirectoryError> {
    if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
        let help = "save it as UTF-8 (in Excel: CSV UTF-8)";
        return Err(DirectoryError::new(path, Place::START, "the file is UTF-16", help));
    }
    Ok(())
}
