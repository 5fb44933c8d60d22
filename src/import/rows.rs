//! From tables to the attributes of users and groups.

use std::collections::HashMap;

use super::columns::{Columns, columns};
use super::path::{self, Reading};
use super::remark::Remarks;
use super::tables::{Row, Table, tables};
use super::{ImportError, page::Page, words};
use crate::scim::schema::{Kind, Model};
use crate::suite::{Attribute, AttributePath, AttributeType, Written};

/// More attributes of one kind of resource than this are no documentation of an app.
const MOST: usize = 1000;

/// What the tables say.
#[derive(Debug, Default)]
pub(super) struct Listed {
    pub(super) user: Rows,
    pub(super) group: Rows,
    /// Paths of one table that are printed twice.
    pub(super) twice: Vec<String>,
}

/// The attributes of one kind of resource.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) attributes: Vec<Attribute>,
    /// Line of each attribute.
    pub(super) lines: Vec<usize>,
    /// Matching attributes that a column names, with their precedence.
    pub(super) matching: Vec<(u32, String)>,
    /// Line of the table, if one is printed, even an empty one.
    pub(super) table: Option<usize>,
    by_target: HashMap<String, (usize, usize)>,
}

/// The attributes that the tables of the page list.
pub(super) fn listed(page: &Page, file: &str, remarks: &mut Remarks) -> Result<Listed, ImportError> {
    let models = [Model::user(), Model::group()];
    let mut listed = Listed::default();
    for (number, table) in tables(page).iter().enumerate() {
        let Some(columns) = columns(table, &models) else { continue };
        let is_group = is_of_groups(table, &columns, page, &listed);
        let Listed { user, group, twice } = &mut listed;
        let (rows, model) = if is_group { (group, &models[1]) } else { (user, &models[0]) };
        rows.table = rows.table.or(Some(table.line));
        let is_marked = is_marked(table, &columns);
        let mut reader = Reader { table, number, columns: &columns, is_marked, model, rows, twice, remarks };
        reader.told();
        for row in table.rows.iter().take(2 * MOST) {
            reader.row(row);
        }
        if rows.attributes.len() > MOST || table.rows.len() > 2 * MOST {
            let message = format!("more than {MOST} attributes: that is no documentation of one app");
            return Err(ImportError::at(file, table.line, &message, "import the page of one app alone"));
        }
    }
    Ok(listed)
}

/// Groups have members and no userName; where the cells do not tell, the words before the table do.
fn is_of_groups(table: &Table, columns: &Columns, page: &Page, listed: &Listed) -> bool {
    let has = |name: &str| {
        let mut cells = table.rows.iter().filter_map(|row| row.cells.get(columns.attribute));
        cells.any(|cell| cell.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)))
    };
    if ["userName", "name.", "emails", "active"].iter().any(|name| has(name)) {
        return false;
    }
    if has("members") || has("urn:ietf:params:scim:schemas:core:2.0:Group") {
        return true;
    }
    let before = page.sentences.partition_point(|sentence| sentence.line < table.line);
    let near = page.sentences[before.saturating_sub(6)..before].iter().rev();
    // A very long one is no announcement, and would be looked at for every table.
    let words = |sentence: &&super::page::Sentence| {
        let is_short = sentence.text.len() <= 1000;
        is_short
            && words::any(&sentence.lower, words::GROUPS) != sentence.has(&["user", "benutzer", "ユーザー"])
    };
    let told = near.into_iter().find(words).map(|sentence| words::any(&sentence.lower, words::GROUPS));
    told.unwrap_or(listed.user.table.is_some() && table.rows.len() <= 4)
}

fn is_marked(table: &Table, columns: &Columns) -> bool {
    let columns: Vec<usize> = columns.filter.into_iter().chain(columns.required).collect();
    let counts = |at: usize| if table.is_aligned { columns.contains(&at) } else { at >= 2 };
    table.rows.iter().any(|row| {
        let mut cells = row.cells.iter().enumerate();
        cells.any(|(at, cell)| counts(at) && words::mark(cell) == Some(true))
    })
}

struct Reader<'a> {
    table: &'a Table,
    number: usize,
    columns: &'a Columns,
    /// Whether any cell of the table is marked; if none is, the copy has lost the marks.
    is_marked: bool,
    model: &'a Model,
    rows: &'a mut Rows,
    twice: &'a mut Vec<String>,
    remarks: &'a mut Remarks,
}

impl Reader<'_> {
    /// What the table is and what it lacks.
    fn told(&mut self) {
        let of = if self.model.name == "Group" { "groups" } else { "users" };
        let line = self.table.line;
        let count = self.table.rows.len();
        self.remarks.found(line, format!("a table of {} for {of}", crate::text::count(count, "attribute")));
        let columns = [("filterable", self.columns.filter), ("required", self.columns.required)];
        for (what, column) in columns {
            if column.is_none() {
                self.remarks.not_said(format!("{of}: no column says which attributes are {what}"));
            } else if !self.is_marked {
                let text = format!("{of}: the column that says which attributes are {what} holds no marks");
                self.remarks.not_said(text);
            }
        }
        if self.columns.kind.is_none() {
            self.remarks
                .guessed(line, format!("{of}: types, from SCIM's own schema, as no column names them"));
        }
    }

    fn row(&mut self, row: &Row) {
        let printed = row.cells.get(self.columns.attribute).map(|cell| cell.trim()).unwrap_or_default();
        let Some(mut attribute) = self.named(printed, row) else { return };
        if self.is_clear(row) {
            attribute.filter = self.flag(row, self.columns.filter);
            attribute.required = self.flag(row, self.columns.required);
        }
        let note = self.columns.notes.and_then(|at| row.cells.get(at)).map(|note| note.to_lowercase());
        if note.is_some_and(|note| is_only_at_creation(&note)) {
            attribute.written = Some(Written::AtCreation);
        }
        let matching = self.columns.matching.and_then(|at| row.cells.get(at)?.trim().parse().ok());
        if let Some(precedence) = matching.filter(|precedence| *precedence > 0) {
            self.rows.matching.push((precedence, attribute.target().to_string()));
        }
        self.add(attribute, row.line);
    }

    /// The attribute of that name and its type.
    fn named(&mut self, printed: &str, row: &Row) -> Option<Attribute> {
        let likely = match path::read(printed, self.model.name == "Group") {
            Reading::AsPrinted => None,
            Reading::Likely(path) => Some(path),
            Reading::Unreadable => {
                if !printed.is_empty() {
                    let shown = crate::text::cut(printed, 60);
                    self.remarks
                        .look(row.line, format!("'{shown}' is no attribute path; the row is left out"));
                }
                return None;
            }
        };
        let path = AttributePath::printed(printed);
        let target = likely.as_ref().unwrap_or(&path);
        if target.path().is_attribute("id") {
            self.remarks.look(row.line, "id is left out: the tenant gives it, nothing is written to it");
            return None;
        }
        if let Some(likely) = &likely {
            self.remarks.guessed(row.line, format!("'{printed}' is probably a misprint of {likely}"));
        }
        let kind = self.kind(target, row);
        let mut attribute = Attribute::new(path, kind);
        attribute.likely = likely;
        Some(attribute)
    }

    fn kind(&mut self, target: &AttributePath, row: &Row) -> AttributeType {
        let known = schema_type(target, self.model);
        let Some(cell) = self.columns.kind.and_then(|at| row.cells.get(at)) else { return known };
        let likely = match words::attribute_type(cell) {
            // A text of SCIM's own is no boolean, whatever a page prints.
            Some(AttributeType::Boolean) if known == AttributeType::String && !self.is_own(target) => known,
            Some(printed) => return printed,
            None if words::any(&cell.to_lowercase(), &["array", "list"]) => AttributeType::Complex,
            None => known,
        };
        let shown = crate::text::cut(cell.trim(), 40);
        self.remarks.guessed(row.line, format!("{target}: type {likely:?}; the page prints '{shown}'"));
        likely
    }

    /// Whether it is an attribute that SCIM does not have.
    fn is_own(&self, target: &AttributePath) -> bool {
        self.model.find(target.path()).ok().flatten().is_none()
    }

    /// Whether the marks can be told apart: there are some in the table, and each stands in its column.
    fn is_clear(&mut self, row: &Row) -> bool {
        let columns =
            usize::from(self.columns.filter.is_some()) + usize::from(self.columns.required.is_some());
        let marks = row.cells.len().saturating_sub(2);
        let is_lost = self.is_marked && !self.table.is_aligned && marks != columns && marks != 0;
        if is_lost {
            self.remarks
                .look(row.line, "it is not clear to which column the mark belongs; nothing is taken from it");
        }
        self.is_marked && !is_lost
    }

    fn flag(&mut self, row: &Row, column: Option<usize>) -> Option<bool> {
        let column = column?;
        let cell = row.cells.get(column).map(String::as_str).unwrap_or_default();
        let said = words::mark(cell);
        if said.is_none() {
            let shown = crate::text::cut(cell.trim(), 40);
            self.remarks.look(row.line, format!("'{shown}' says neither yes nor no"));
        }
        said
    }

    /// A row printed twice is one row; what only the second says is taken over.
    fn add(&mut self, attribute: Attribute, line: usize) {
        let key = attribute.target().as_str().to_ascii_lowercase();
        let Some((at, number)) = self.rows.by_target.get(&key).copied() else {
            self.rows.by_target.insert(key, (self.rows.attributes.len(), self.number));
            self.rows.attributes.push(attribute);
            self.rows.lines.push(line);
            return;
        };
        let first = &mut self.rows.attributes[at];
        let differs =
            |one: Option<bool>, other: Option<bool>| one.zip(other).is_some_and(|(one, other)| one != other);
        if differs(first.required, attribute.required) || differs(first.filter, attribute.filter) {
            let earlier = self.rows.lines[at];
            let text = format!("{} says something else than on line {earlier}; yes counts", first.target());
            self.remarks.look(line, text);
        }
        first.required = strongest(first.required, attribute.required);
        first.filter = strongest(first.filter, attribute.filter);
        let path = first.printed().to_string();
        if number == self.number && !self.twice.contains(&path) {
            self.remarks.look(line, format!("{path} is printed twice"));
            self.twice.push(path);
        }
    }
}

/// What stands in two rows is true if either says so.
fn strongest(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    one.zip(other).map(|(one, other)| one || other).or(one).or(other)
}

fn is_only_at_creation(note: &str) -> bool {
    words::any(
        note,
        &["only during creation", "only at creation", "only on creation", "immutable", "at creation only"],
    )
}

/// The type SCIM gives an attribute; String where it is an app's own.
pub(super) fn schema_type(target: &AttributePath, model: &Model) -> AttributeType {
    let reference = ["manager", "members"].iter().any(|name| target.path().name.eq_ignore_ascii_case(name));
    let found = model.find(target.path()).ok().flatten().map(|found| found.leaf().kind);
    match found {
        _ if reference => AttributeType::Reference,
        Some(Kind::Boolean) => AttributeType::Boolean,
        Some(Kind::Integer) => AttributeType::Integer,
        Some(Kind::DateTime) => AttributeType::DateTime,
        Some(Kind::Binary) => AttributeType::Binary,
        Some(Kind::Complex) if !matches!(target.path().name.as_str(), "roles") => AttributeType::Complex,
        _ => AttributeType::String,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<String>, Vec<String>) {
        let listed = listed(&Page::new(text), "x.md", &mut Remarks::default()).unwrap();
        let names = |rows: &Rows| rows.attributes.iter().map(|row| row.target().to_string()).collect();
        (names(&listed.user), names(&listed.group))
    }

    #[test]
    fn whose_table_it_is() {
        let table = "\n\n|Attribute|Type|\n|---|---|\n|displayName|String|\n|externalId|String|\n";
        let both = ["displayName", "externalId"].map(str::to_owned).to_vec();
        let none: Vec<String> = Vec::new();
        for (text, expected) in [
            ("Review the group attributes.", (none.clone(), both.clone())),
            ("Review the groups.\n\nThen review the user attributes.", (both.clone(), none.clone())),
            ("Die Attribute der Gruppen:", (none.clone(), both.clone())),
            ("Look.", (both, none)),
        ] {
            assert_eq!(read(&format!("{text}{table}")), expected, "{text}");
        }
        let (user, group) =
            read("Groups:\n\n|Attribute|Type|\n|---|---|\n|userName|String|\n|members|Reference|\n");
        assert_eq!((user.len(), group.len()), (2, 0), "users have a userName, whatever is said before");
    }

    #[test]
    fn other_tables_are_left_alone() {
        let text = "|Role|Meaning|\n|---|---|\n|userName|no|\n|Pilot|reads|\n|Keeper|writes|\n";
        assert_eq!(read(text), (Vec::new(), Vec::new()));
    }

    #[test]
    fn too_many_attributes_are_no_app() {
        let rows = (0..=MOST).map(|n| format!("|a{n}|String|\n")).collect::<Vec<_>>().concat();
        let text = format!("|Attribute|Type|\n|---|---|\n{rows}");
        let error = listed(&Page::new(&text), "x.md", &mut Remarks::default()).unwrap_err();
        assert_eq!(error.place, Some((1, 1)));
    }
}
