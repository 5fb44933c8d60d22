//! The provisioning log as CSV (RFC 4180), one line an entry.

use std::io;

use super::{Job, ObjectSummary};
use crate::provision::log::Entry;

const HEADER: [&str; 14] = [
    "id",
    "activityDateTime",
    "cycle",
    "cycleId",
    "action",
    "status",
    "identityType",
    "sourceId",
    "sourceName",
    "targetId",
    "errorCode",
    "reason",
    "modifiedProperties",
    "durationInMilliseconds",
];

/// Writes entries line by line.
pub struct Writer<W: io::Write> {
    inner: csv::Writer<W>,
}

impl<W: io::Write> Writer<W> {
    /// Writes the header.
    pub fn new(out: W) -> io::Result<Self> {
        let mut inner = csv::Writer::from_writer(out);
        inner.write_record(HEADER)?;
        Ok(Self { inner })
    }

    /// Writes one entry.
    pub fn entry(&mut self, job: &Job, entry: &Entry) -> io::Result<()> {
        let summary = ObjectSummary::new(job, entry);
        let modified = entry.modified.iter().map(|one| {
            let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "(none)".to_owned());
            format!("{}: {} -> {}", one.display_name, value(&one.old_value), value(&one.new_value))
        });
        let modified = modified.collect::<Vec<_>>().join("; ");
        let text = |value: Option<&String>| value.cloned().unwrap_or_default();
        self.inner.write_record(
            [
                summary.id,
                entry.at.to_string(),
                entry.cycle.to_string(),
                summary.cycle_id,
                super::table::word(&entry.action),
                super::table::word(&entry.status),
                entry.kind.to_string(),
                entry.source_id.clone(),
                entry.source_name.clone(),
                text(entry.target_id.as_ref()),
                text(entry.code.as_ref()),
                text(entry.reason.as_ref()),
                modified,
                entry.duration_ms.to_string(),
            ]
            .map(|cell| harmless(&cell)),
        )?;
        Ok(())
    }

    /// Writes what is left in the buffer.
    pub fn finish(mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// A cell that a spreadsheet takes for text: what would begin a formula gets an apostrophe in front
/// (OWASP, "CSV Injection").
pub fn harmless(cell: &str) -> String {
    let first = cell.chars().next();
    let is_formula = first.is_some_and(|first| matches!(first, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n'));
    if is_formula { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::provision::log::{Action, Status};
    use crate::provision::report::steps::tests::entry;

    proptest! {
        #[test]
        fn no_cell_begins_a_formula(cell in any::<String>()) {
            let harmless = harmless(&cell);
            prop_assert!(!harmless.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']));
            prop_assert!(harmless.ends_with(&cell));
        }
    }

    #[test]
    fn formulas_are_text() {
        let mut entry = entry(Action::Update, Status::Failure, Some("EntryConflict"));
        entry.source_name = "=HYPERLINK(\"https://evil.example\")".into();
        let job = Job { id: "scim.1".into(), name: "Contoso".into(), tenant: "http://127.0.0.1".into() };
        let mut out = Vec::new();
        let mut writer = Writer::new(&mut out).unwrap();
        writer.entry(&job, &entry).unwrap();
        writer.finish().unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap());
    }
}
