//! The directory as CSV: a header of property names and one object a row (RFC 4180).
//!
//! Rows are found without being taken apart, so that an unchanged one costs no more than its digest.

use std::borrow::Cow;

use xxhash_rust::xxh3::xxh3_64;

use super::error::{DirectoryError, Fault, Place, utf8};
use super::item::{Form, Item, Section};
use super::property::{Given, Property};
use super::source::Source;

/// The names of the columns.
#[derive(Debug)]
pub struct Header {
    columns: Vec<String>,
    kind: Option<usize>,
    digest: u64,
}

/// Reads a file row by row; rows without anything in them are let through.
pub(super) fn read<E: From<DirectoryError>>(
    source: &mut Source,
    sink: &mut dyn FnMut(&Item) -> Result<(), E>,
) -> Result<(), E> {
    let mut row = Vec::new();
    let Some(place) = next_row(source, &mut row)? else { return Err(source.empty().into()) };
    let path = source.path;
    let header = Header::read(&row).map_err(|fault| fault.at(path, place, &row))?;
    while let Some(place) = next_row(source, &mut row)? {
        sink(&Item::new(path, Form::Row(&header), place, &row))?;
    }
    Ok(())
}

impl Header {
    fn read(row: &[u8]) -> Result<Self, Fault> {
        let text = utf8(row)?;
        let cells = cells(text)?;
        refuse_other_separators(&cells)?;
        let mut columns: Vec<String> = Vec::with_capacity(cells.len());
        for cell in &cells {
            columns.push(column(cell, &columns)?);
        }
        if !columns.iter().any(|column| column == "id") {
            return Err(id_missing(&columns));
        }
        let kind = columns.iter().position(|column| column == "type");
        Ok(Self { columns, kind, digest: xxh3_64(row) })
    }

    /// Differs when the header does.
    pub(super) fn digest(&self) -> u64 {
        self.digest
    }

    /// What a row is, and its properties; a cell without anything in it is none.
    pub(super) fn properties<'a>(&'a self, row: &'a str) -> Result<(Section, Vec<Property<'a>>), Fault> {
        let cells = cells(row)?;
        if cells.len() != self.columns.len() {
            return Err(self.wrong_length(&cells, row));
        }
        let section = self.kind.map_or(Ok(Section::Users), |kind| section(&cells[kind]))?;
        let columns = self.columns.iter().zip(cells).enumerate();
        let filled = columns.filter(|(index, (_, cell))| Some(*index) != self.kind && !cell.text.is_empty());
        let property = |(_, (name, cell)): (usize, (&'a String, Cell<'a>))| Property {
            name: Cow::Borrowed(name),
            value: Given::Cell(cell.text),
            offset: cell.offset,
        };
        Ok((section, filled.map(property).collect()))
    }

    fn wrong_length(&self, cells: &[Cell], row: &str) -> Fault {
        let offset = cells.get(self.columns.len()).map_or(row.len(), |cell| cell.offset);
        let message = format!("{} cells under {} columns", cells.len(), self.columns.len());
        Fault::new(offset, message, "put a text that holds commas into quotes, and leave no cell out")
    }
}

fn column(cell: &Cell, before: &[String]) -> Result<String, Fault> {
    let name = cell.text.trim().to_owned();
    if name.is_empty() {
        return Err(Fault::new(cell.offset, "a column without a name", "name the column, or take it out"));
    }
    if before.contains(&name) {
        return Err(Fault::new(cell.offset, format!("two columns `{name}`"), "take one of them out"));
    }
    Ok(name)
}

fn refuse_other_separators(cells: &[Cell]) -> Result<(), Fault> {
    let [only] = cells else { return Ok(()) };
    let Some(at) = only.text.find([';', '\t', '|']) else { return Ok(()) };
    let help = "separate columns by commas; a semicolon separates the values of a list within a cell";
    Err(Fault::new(only.offset + at, "the columns are not separated by commas", help))
}

fn id_missing(columns: &[String]) -> Fault {
    let other =
        columns.iter().find(|name| name.eq_ignore_ascii_case("id") || name.eq_ignore_ascii_case("objectId"));
    let help = match other {
        Some(other) => format!("rename `{other}` to `id`"),
        None => {
            "the first line names the columns as Microsoft Graph does: id,userPrincipalName,displayName,…"
                .to_owned()
        }
    };
    Fault::new(0, "no column `id`", help)
}

fn section(cell: &Cell) -> Result<Section, Fault> {
    let name = cell.text.trim();
    Section::by_type(name).ok_or_else(|| {
        let message = match name {
            "" => "`type` is empty".to_owned(),
            _ => format!("unknown type `{}`", crate::text::cut(name, 40)),
        };
        Fault::new(cell.offset, message, "write user, group or appRole")
    })
}

/// A cell and where it begins in the row.
#[derive(Debug)]
struct Cell<'a> {
    text: Cow<'a, str>,
    offset: usize,
}

/// Takes a row apart.
fn cells(row: &str) -> Result<Vec<Cell<'_>>, Fault> {
    let (mut cells, mut offset) = (Vec::with_capacity(16), 0);
    loop {
        let (text, end) = if row[offset..].starts_with('"') {
            quoted(row, offset)?
        } else {
            let end = row[offset..].find(',').map_or(row.len(), |comma| offset + comma);
            (Cow::Borrowed(&row[offset..end]), end)
        };
        cells.push(Cell { text, offset });
        if end == row.len() {
            return Ok(cells);
        }
        offset = end + 1;
    }
}

/// A cell in quotes, and where it ends; quotes inside of it are doubled.
fn quoted(row: &str, begin: usize) -> Result<(Cow<'_, str>, usize), Fault> {
    let (mut at, mut doubled) = (begin + 1, false);
    loop {
        let Some(quote) = row[at..].find('"').map(|quote| at + quote) else {
            return Err(Fault::new(begin, "a quote is not closed", CLOSE));
        };
        match row.as_bytes().get(quote + 1) {
            Some(b'"') => (at, doubled) = (quote + 2, true),
            None | Some(b',') => {
                let inner = &row[begin + 1..quote];
                let text = if doubled { Cow::Owned(inner.replace("\"\"", "\"")) } else { inner.into() };
                return Ok((text, quote + 1));
            }
            Some(_) => return Err(Fault::new(quote + 1, "text behind a closing quote", DOUBLE)),
        }
    }
}

const CLOSE: &str = "close the cell with a quote; quotes inside of it are doubled";
const DOUBLE: &str = "double the quotes inside of a cell, and put a comma behind the last one";

/// Reads the next row that has anything in it; says where it begins.
fn next_row(source: &mut Source, row: &mut Vec<u8>) -> Result<Option<Place>, DirectoryError> {
    loop {
        let place = source.place;
        row.clear();
        if !whole_row(source, row, place)? {
            return Ok(None);
        }
        while row.last().is_some_and(|byte| matches!(byte, b'\n' | b'\r')) {
            row.pop();
        }
        if !row.iter().all(|byte| matches!(byte, b',' | b' ' | b'\t')) {
            return Ok(Some(place));
        }
    }
}

/// Reads lines until no quote is open; false at the end of the file.
fn whole_row(source: &mut Source, row: &mut Vec<u8>, place: Place) -> Result<bool, DirectoryError> {
    let mut quotes = Quotes::default();
    loop {
        let begin = row.len();
        if !source.line(row)? {
            return match quotes.opened {
                Some(offset) => {
                    Err(Fault::new(offset, "a quote is not closed", CLOSE).at(source.path, place, row))
                }
                None => Ok(false),
            };
        }
        quotes.feed(&row[begin..], begin);
        if quotes.opened.is_none() {
            return Ok(true);
        }
    }
}

/// Whether a line break belongs to a cell.
#[derive(Default)]
struct Quotes {
    /// Where the cell in quotes began that is open.
    opened: Option<usize>,
}

impl Quotes {
    /// Goes over a line, which begins at that offset of the row.
    fn feed(&mut self, line: &[u8], offset: usize) {
        if self.opened.is_none() && !line.contains(&b'"') {
            return;
        }
        let mut before = if self.opened.is_some() { b'x' } else { b',' };
        let mut at = 0;
        while at < line.len() {
            match (line[at], self.opened) {
                (b'"', Some(_)) if line.get(at + 1) == Some(&b'"') => at += 1,
                (b'"', Some(_)) => self.opened = None,
                (b'"', None) if before == b',' => self.opened = Some(offset + at),
                _ => {}
            }
            before = line[at];
            at += 1;
        }
    }
}
