//! Which column of a table says what, from its heading and, where that says nothing, from its cells.

use super::tables::Table;
use super::words;
use crate::scim::Path;
use crate::scim::schema::Model;

/// The columns of an attribute table, by position.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub(super) attribute: usize,
    pub(super) kind: Option<usize>,
    pub(super) filter: Option<usize>,
    pub(super) required: Option<usize>,
    pub(super) matching: Option<usize>,
    pub(super) notes: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heading {
    Attribute,
    Source,
    Type,
    Filter,
    Required,
    Matching,
    Notes,
    Other,
}

fn heading(cell: &str) -> Heading {
    let cell = cell.trim().to_lowercase();
    let has = |words: &[&str]| words::any(&cell, words);
    if words::TYPE.contains(&cell.as_str()) {
        Heading::Type
    } else if cell.starts_with("required") {
        Heading::Required
    } else if has(words::FILTER) {
        Heading::Filter
    } else if has(words::REQUIRED) {
        Heading::Required
    } else if has(words::MATCHING) {
        Heading::Matching
    } else if has(words::NOTES) {
        Heading::Notes
    } else if has(words::SOURCE) && has(words::ATTRIBUTE) {
        Heading::Source
    } else if has(words::ATTRIBUTE) {
        Heading::Attribute
    } else {
        Heading::Other
    }
}

/// The columns of a table; none where it is no table of attributes.
pub(super) fn columns(table: &Table, models: &[Model]) -> Option<Columns> {
    if table.is_aligned { aligned(table, models) } else { Some(in_a_row(table)) }
}

fn aligned(table: &Table, models: &[Model]) -> Option<Columns> {
    let headings: Vec<Heading> = table.header.iter().map(|cell| heading(cell)).collect();
    let position = |wanted: Heading| headings.iter().position(|heading| *heading == wanted);
    let known = most_paths(table, models);
    let named = position(Heading::Attribute).filter(|_| position(Heading::Type).is_some());
    let marked = position(Heading::Filter).or(position(Heading::Required));
    let attribute = named.or(known).or(position(Heading::Attribute).filter(|_| marked.is_some()))?;
    let mut kind = position(Heading::Type);
    if table.header.is_empty() {
        kind = column_of_types(table, attribute);
    }
    Some(Columns {
        attribute,
        kind,
        filter: position(Heading::Filter),
        required: position(Heading::Required),
        matching: position(Heading::Matching),
        notes: position(Heading::Notes),
    })
}

/// Without separators the cells come in the order of the columns, as far as they are not empty.
fn in_a_row(table: &Table) -> Columns {
    let header = table.header.join(" ").to_lowercase();
    let first = |words: &[&str]| words.iter().filter_map(|word| header.find(word)).min();
    let (filter, required) = (first(words::FILTER), first(words::REQUIRED));
    let behind = |other: Option<usize>, own: usize| 2 + usize::from(other.is_some_and(|other| other < own));
    Columns {
        attribute: 0,
        kind: Some(1),
        filter: filter.map(|own| behind(required, own)),
        required: required.map(|own| behind(filter, own)),
        ..Columns::default()
    }
}

/// The column most of whose cells are attributes that SCIM knows; the last of several equal ones, as the target stands
/// behind the source.
fn most_paths(table: &Table, models: &[Model]) -> Option<usize> {
    let width = table.rows.iter().take(SAMPLE).map(|row| row.cells.len()).max().unwrap_or(0);
    let rows = table.rows.len().min(SAMPLE);
    let known = |column: usize| {
        let cells = table.rows.iter().take(SAMPLE).filter_map(|row| row.cells.get(column));
        cells.filter(|cell| is_known(cell, models)).count()
    };
    let best = (0..width.min(20)).map(|column| (known(column), column)).max()?;
    (best.0 * 2 > rows).then_some(best.1)
}

/// Rows that are looked at to learn what a column holds.
const SAMPLE: usize = 100;

fn column_of_types(table: &Table, attribute: usize) -> Option<usize> {
    let first = table.rows.first()?;
    (0..first.cells.len()).find(|column| {
        let cells = table.rows.iter().take(SAMPLE).filter_map(|row| row.cells.get(*column));
        *column != attribute && cells.clone().all(|cell| words::attribute_type(cell).is_some())
    })
}

/// Whether SCIM, or an extension, has an attribute of that name.
pub(super) fn is_known(cell: &str, models: &[Model]) -> bool {
    let Ok(path) = cell.parse::<Path>() else { return false };
    models.iter().any(|model| model.find(&path).is_ok())
}
