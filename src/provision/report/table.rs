//! The provisioning log as a table for people.

use std::io::{self, Write};

use comfy_table::{ColumnConstraint, ContentArrangement, Table, presets};
use serde::Serialize;

use super::time;
use crate::provision::log::{Entry, Status};
use crate::scim::urn;
use crate::text::{cut, printable};

/// A word as Microsoft Graph writes it, such as `stagedDelete`.
pub fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// Writes the entries as a table of that width; each tells what was changed, or why nothing was.
pub fn write(out: &mut impl Write, entries: &[Entry], width: usize) -> io::Result<()> {
    if entries.is_empty() {
        return writeln!(out, "No entry of the log matches.");
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.force_no_tty();
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
    table.set_header(["time", "cycle", "action", "status", "object", "details"]);
    for entry in entries {
        table.add_row(row(entry));
    }
    // What is read as one word stays in one line; only the details are wrapped.
    for column in table.column_iter_mut().take(5) {
        column.set_constraint(ColumnConstraint::ContentWidth);
    }
    for line in table.to_string().lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

fn row(entry: &Entry) -> [String; 6] {
    let cycle = if entry.cycle == 0 { "on demand".to_owned() } else { entry.cycle.to_string() };
    [
        time(entry.at),
        cycle,
        word(&entry.action),
        word(&entry.status),
        cut(&printable(&format!("{} {}", entry.kind, entry.source_name)), 40),
        cut(&printable(&details(entry)), 240),
    ]
}

/// What was changed, or why nothing was; of a failure the tenant's words, too.
fn details(entry: &Entry) -> String {
    match (&entry.code, &entry.reason) {
        (Some(code), Some(reason)) if entry.status == Status::Failure => format!("{code}: {reason}"),
        (Some(code), _) => code.clone(),
        (None, Some(reason)) => reason.clone(),
        (None, None) => {
            let mut names: Vec<_> = entry.modified.iter().map(|one| short(&one.display_name)).collect();
            // Members that came and members that went are one change of one attribute.
            names.dedup();
            names.join(", ")
        }
    }
}

/// The attribute without what only fills the line.
fn short(attribute: &str) -> String {
    attribute.replace(&format!("{}:", urn::ENTERPRISE_USER), "enterprise:")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provision::log::Action;
    use crate::provision::report::steps::tests::entry;

    #[test]
    fn a_table() {
        let entries = [
            entry(Action::Create, Status::Success, None),
            entry(Action::Create, Status::Failure, Some("EntryConflict")),
        ];
        let mut out = Vec::new();
        write(&mut out, &entries, 100).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap());
    }
}
