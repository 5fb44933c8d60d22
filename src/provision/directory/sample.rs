//! Large invented organisations for `provision sample`, written as streams.
//!
//! Everything about a person follows from a seed and the person's number, so that nothing has to be remembered: the
//! same seed writes the same bytes, and memory does not grow with the organisation.

mod organisation;
mod tables;

use std::io::{self, BufWriter, Write};

use super::Format;
use organisation::Organisation;

/// The value of a property.
enum Field<'a> {
    Text(String),
    Flag(bool),
    List(Box<dyn Iterator<Item = String> + 'a>),
}

/// The properties of an object, in the order of [`COLUMNS`].
type Row<'a> = Vec<(&'static str, Field<'a>)>;

/// What objects have, in the order in which it is written.
const COLUMNS: &[&str] = &[
    "id",
    "value",
    "userPrincipalName",
    "accountEnabled",
    "displayName",
    "description",
    "givenName",
    "surname",
    "mail",
    "mailNickname",
    "jobTitle",
    "department",
    "employeeId",
    "businessPhones",
    "mobilePhone",
    "officeLocation",
    "streetAddress",
    "city",
    "postalCode",
    "country",
    "preferredLanguage",
    "manager",
    "members",
    "appRoleAssignments",
];

/// Writes an organisation with so many users and groups.
///
/// Everybody is enabled and assigned to an app role, directly or as a member of a group. Managers form a tree, and
/// some groups are members of others.
pub fn write(out: &mut dyn Write, format: Format, users: u64, groups: u64, seed: u64) -> io::Result<()> {
    let organisation = Organisation { users, groups, seed };
    let mut sheet = Sheet { out: BufWriter::with_capacity(1 << 16, out), format, first: true };
    sheet.begin()?;
    let roles = organisation.roles();
    sheet.section("appRoles", "appRole", roles.into_iter())?;
    sheet.section("users", "user", (0..users).map(|index| organisation.user(index)))?;
    sheet.section("groups", "group", (0..groups).map(|index| organisation.group(index)))?;
    sheet.end()
}

/// The file that is being written.
struct Sheet<'w> {
    out: BufWriter<&'w mut dyn Write>,
    format: Format,
    first: bool,
}

impl Sheet<'_> {
    fn begin(&mut self) -> io::Result<()> {
        match self.format {
            Format::Json => self.out.write_all(b"{"),
            Format::JsonLines => Ok(()),
            Format::Csv => writeln!(self.out, "type,{}", COLUMNS.join(",")),
        }
    }

    fn end(mut self) -> io::Result<()> {
        if self.format == Format::Json {
            self.out.write_all(b"\n}\n")?;
        }
        self.out.flush()
    }

    fn section<'a>(&mut self, list: &str, kind: &str, rows: impl Iterator<Item = Row<'a>>) -> io::Result<()> {
        if self.format == Format::Json {
            let comma = if self.first { "" } else { "," };
            write!(self.out, "{comma}\n\"{list}\": [")?;
        }
        self.first = true;
        for row in rows {
            self.row(kind, row)?;
            self.first = false;
        }
        self.first = false;
        if self.format == Format::Json { self.out.write_all(b"\n]") } else { Ok(()) }
    }

    fn row(&mut self, kind: &str, row: Row) -> io::Result<()> {
        match self.format {
            Format::Json => {
                self.out.write_all(if self.first { b"\n" } else { b",\n" })?;
                self.object("", row)
            }
            Format::JsonLines => {
                self.object(&format!("\"@odata.type\":\"#microsoft.graph.{kind}\","), row)?;
                self.out.write_all(b"\n")
            }
            Format::Csv => self.cells(kind, row),
        }
    }

    fn object(&mut self, begin: &str, row: Row) -> io::Result<()> {
        write!(self.out, "{{{begin}")?;
        for (index, (name, field)) in row.into_iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            write!(self.out, "{comma}\"{name}\":")?;
            match field {
                Field::Text(text) => serde_json::to_writer(&mut self.out, &text)?,
                Field::Flag(flag) => write!(self.out, "{flag}")?,
                Field::List(values) => self.list(values)?,
            }
        }
        self.out.write_all(b"}")
    }

    fn list(&mut self, values: impl Iterator<Item = String>) -> io::Result<()> {
        self.out.write_all(b"[")?;
        for (index, value) in values.enumerate() {
            let comma = if index == 0 { "" } else { "," };
            write!(self.out, "{comma}\"{value}\"")?;
        }
        self.out.write_all(b"]")
    }

    fn cells(&mut self, kind: &str, row: Row) -> io::Result<()> {
        self.out.write_all(kind.as_bytes())?;
        let mut fields = row.into_iter().peekable();
        for column in COLUMNS {
            self.out.write_all(b",")?;
            if let Some((_, field)) = fields.next_if(|(name, _)| name == column) {
                self.cell(field)?;
            }
        }
        self.out.write_all(b"\n")
    }

    fn cell(&mut self, field: Field) -> io::Result<()> {
        match field {
            Field::Text(text) if text.contains([',', '"', '\n']) => {
                write!(self.out, "\"{}\"", text.replace('"', "\"\""))
            }
            Field::Text(text) => self.out.write_all(text.as_bytes()),
            Field::Flag(flag) => write!(self.out, "{flag}"),
            Field::List(values) => {
                for (index, value) in values.enumerate() {
                    let separator = if index == 0 { "" } else { ";" };
                    write!(self.out, "{separator}{value}")?;
                }
                Ok(())
            }
        }
    }
}
