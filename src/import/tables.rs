//! Tables of a page: rows between bars or tabs, and rows that a browser's copy left without either.

use super::clean::{Pictures, visible};
use super::page::{Form, Line, Page};
use super::words;
use crate::text::one_line;

/// A table.
#[derive(Debug)]
pub(super) struct Table {
    /// The line of its header, or of its first row.
    pub(super) line: usize,
    /// Its header; empty where it has none. Without separators it is one text.
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Row>,
    /// Whether each cell stands in its column. Without separators empty cells leave no trace.
    pub(super) is_aligned: bool,
}

/// A row.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) line: usize,
    pub(super) cells: Vec<String>,
}

/// The tables, from top to bottom.
pub(super) fn tables(page: &Page) -> Vec<Table> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < page.lines.len() {
        let (table, next) = match page.lines[at].form {
            Form::Bars | Form::Tabs => separated(&page.lines, at),
            Form::Blank => (None, at + 1),
            _ => bare(&page.lines, at),
        };
        found.extend(table);
        at = next.max(at + 1);
    }
    found
}

/// Rows of one form that follow each other; the first is the header where it says so, or where a line of dashes follows.
fn separated(lines: &[Line], start: usize) -> (Option<Table>, usize) {
    let form = lines[start].form;
    let length = lines[start..].iter().take_while(|line| line.form == form).count();
    let mut rows: Vec<Row> = Vec::new();
    let mut has_rule = false;
    for line in &lines[start..start + length] {
        let cells = cells(line.raw, form);
        if cells.iter().all(|cell| is_rule(cell)) {
            has_rule |= rows.len() == 1;
        } else {
            rows.push(Row { line: line.number, cells });
        }
    }
    let first = rows.first().map_or(0, |row| row.line);
    let is_header = has_rule || rows.first().is_some_and(|row| says_columns(&row.cells));
    let header = if is_header { rows.remove(0).cells } else { Vec::new() };
    let table = (!rows.is_empty()).then_some(Table { line: first, header, rows, is_aligned: true });
    (table, start + length)
}

fn is_rule(cell: &str) -> bool {
    cell.is_empty() || (cell.contains('-') && cell.chars().all(|c| "-:= ".contains(c)))
}

/// Whether the cells are headings of an attribute table.
fn says_columns(cells: &[String]) -> bool {
    let lower: Vec<String> = cells.iter().map(|cell| cell.to_lowercase()).collect();
    lower.iter().any(|cell| words::any(cell, words::ATTRIBUTE))
        && lower.iter().any(|cell| words::TYPE.contains(&cell.as_str()) || words::any(cell, words::REQUIRED))
}

/// Most cells of a row; what stands behind them is part of the last one.
const MOST_CELLS: usize = 50;

/// The cells of a row. A bar in code or behind a backslash is none.
fn cells(raw: &str, form: Form) -> Vec<String> {
    let separator = if form == Form::Tabs { '\t' } else { '|' };
    let mut parts = vec![String::new()];
    let mut escaped = false;
    for c in raw.trim().chars() {
        if c == separator && !escaped && parts.len() < MOST_CELLS {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    if form == Form::Bars && parts.first().is_some_and(|part| part.trim().is_empty()) {
        parts.remove(0);
    }
    if form == Form::Bars && parts.len() > 1 && parts.last().is_some_and(|part| part.trim().is_empty()) {
        parts.pop();
    }
    parts.iter().map(|part| one_line(&visible(part, Pictures::Described))).collect()
}

/// Rows without separators: a path, a type, perhaps marks, on one line or on a line each.
fn bare(lines: &[Line], start: usize) -> (Option<Table>, usize) {
    let mut rows = Vec::new();
    let mut at = start;
    while let Some((row, next)) = bare_row(lines, at) {
        rows.push(row);
        at = next;
    }
    let header = if rows.is_empty() { Vec::new() } else { header_before(lines, start) };
    let is_table = !header.is_empty() || rows.len() > 1;
    let line = rows.first().map_or(0, |row| row.line);
    (is_table.then_some(Table { line, header, rows, is_aligned: false }), at)
}

fn bare_row(lines: &[Line], start: usize) -> Option<(Row, usize)> {
    let at = start + lines[start..].iter().take(3).position(|line| line.form != Form::Blank)?;
    let line = lines
        .get(at)
        .filter(|line| !matches!(line.form, Form::Bars | Form::Tabs) && line.raw.len() <= 1000)?;
    let text = visible(line.raw, Pictures::Described);
    if let Some(cells) = words_of_row(&text) {
        return Some((Row { line: line.number, cells }, at + 1));
    }
    row_of_lines(lines, at, text)
}

/// `name.givenName String ✓`
fn words_of_row(text: &str) -> Option<Vec<String>> {
    if text.len() > 300 {
        return None;
    }
    let mut marks = Vec::new();
    let mut rest = text.trim_end();
    while let Some((before, last)) = rest.rsplit_once(' ').filter(|(_, last)| words::mark(last).is_some()) {
        marks.insert(0, last.to_owned());
        rest = before.trim_end();
    }
    let mut split = rest.rmatch_indices(' ').take(3).map(|(at, _)| (&rest[..at], &rest[at + 1..]));
    let (path, kind) = split.find(|(path, kind)| words::attribute_type(kind).is_some() && is_name(path))?;
    Some([path.trim().to_owned(), kind.to_owned()].into_iter().chain(marks).collect())
}

/// A cell on each line.
fn row_of_lines(lines: &[Line], at: usize, path: String) -> Option<(Row, usize)> {
    let filled = |from: usize| {
        let near = lines.get(from..)?.iter().take(2);
        near.enumerate()
            .find(|(_, line)| line.form != Form::Blank)
            .map(|(skipped, line)| (from + skipped, line))
    };
    let (kind_at, kind) = filled(at + 1)?;
    if path.len() > 200 || !is_name(&path) || words::attribute_type(&kind.text).is_none() {
        return None;
    }
    let mut cells = vec![path, kind.text.clone()];
    let mut next = kind_at + 1;
    while let Some((mark_at, mark)) = filled(next).filter(|(_, line)| words::mark(&line.text).is_some()) {
        cells.push(mark.text.clone());
        next = mark_at + 1;
    }
    Some((Row { line: lines[at].number, cells }, next))
}

/// Whether the text can be the name of an attribute: one word, but for what stands in brackets.
fn is_name(text: &str) -> bool {
    let outside =
        text.split_once('[').map_or(text, |(name, rest)| if rest.contains("eq") { name } else { text });
    let starts =
        outside.starts_with(|c: char| c.is_ascii_lowercase() || c == '$') || outside.starts_with("URN:");
    starts && !outside.trim_end().contains(char::is_whitespace) && outside.is_ascii()
}

/// The header above rows without separators: one line, or a line for each column.
fn header_before(lines: &[Line], start: usize) -> Vec<String> {
    let before = lines[..start].iter().rev().take(12).filter(|line| line.form != Form::Blank).take(6);
    let mut header: Vec<String> = Vec::new();
    for line in before {
        header.insert(0, line.text.clone());
        let words: Vec<String> = header.iter().map(|text| text.to_lowercase()).collect();
        let all = words.join(" ");
        let is_short = line.text.chars().count() <= 120;
        if !is_short {
            break;
        }
        if words::any(&words[0], words::ATTRIBUTE) && words::TYPE.iter().any(|word| all.contains(word)) {
            return header;
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(usize, usize, Vec<Vec<String>>)> {
        let page = Page::new(text);
        let of = |table: Table| {
            (table.line, table.header.len(), table.rows.into_iter().map(|row| row.cells).collect())
        };
        tables(&page).into_iter().map(of).collect()
    }

    #[test]
    fn bars_with_and_without_edges() {
        let edged =
            "x\n\n|Attribute|Type|Required|\n|---|---|---|\n|userName|String|&check;\n|a\\|b|String||\n";
        let rows = [vec!["userName", "String", "✓"], vec!["a|b", "String", ""]];
        let rows: Vec<Vec<String>> = rows.map(|row| row.into_iter().map(str::to_owned).collect()).into();
        assert_eq!(shown(edged), [(3, 3, rows)]);
        let open = "Attribute | Type\n--- | ---\nuserName | String\n";
        assert_eq!(shown(open), [(1, 2, vec![vec!["userName".to_owned(), "String".to_owned()]])]);
    }

    #[test]
    fn rows_without_separators() {
        let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<String>>();
        let expected = vec![
            row(&["userName", "String", "✓"]),
            row(&["emails[type eq \"work\"].value", "String"]),
            row(&["manager", "Reference"]),
        ];
        let lines = "Text.\n\nAttribute Type Supported for filtering\nuserName String ✓\nemails[type eq \"work\"].value String\nmanager Reference\n11. More\n";
        assert_eq!(shown(lines), [(4, 1, expected.clone())]);
        let stacked = "Attribute\nType\nSupported for filtering\n\nuserName\nString\n✓\nemails[type eq \"work\"].value\nString\n\nmanager\nReference\nMore\n";
        assert_eq!(shown(stacked), [(5, 3, expected)]);
    }

    #[test]
    fn prose_is_no_table() {
        assert_eq!(shown("Enter a String\n\nenter String\n\nuserName is a String.\n"), []);
    }
}
