//! `scimproof check list`: every check.

use std::io::{self, BufWriter, Write};

use serde_json::{Value, json};

use super::Format;
use crate::check::{self, Check, Dialects};
use crate::context::RunContext;
use crate::error::Error;
use crate::exit::ExitStatus;
use crate::server::FAULTS;

pub(super) fn list(format: Format, _: &RunContext) -> Result<ExitStatus, Error> {
    let mut out = BufWriter::new(io::stdout());
    match format {
        Format::Human => {
            let width = check::all().iter().map(|check| check.id.len()).max().unwrap_or_default();
            for check in check::all() {
                writeln!(
                    out,
                    "{:width$}  {:7}  {:7}  {}",
                    check.id, check.severity, check.profile, check.title
                )?;
            }
        }
        Format::Json => {
            let checks: Vec<Value> = check::all().iter().map(|check| as_json(check)).collect();
            serde_json::to_writer_pretty(&mut out, &json!({ "version": 1, "checks": checks }))
                .map_err(io::Error::from)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(ExitStatus::Passed)
}

/// The faults of the reference tenant that make the check fail, as they declare.
pub(super) fn faults_of(check: &Check) -> Vec<&'static str> {
    FAULTS.iter().filter(|info| info.must_fail.contains(&check.id)).map(|info| info.id).collect()
}

fn as_json(check: &Check) -> Value {
    let sources: Vec<Value> = check
        .sources
        .iter()
        .map(|source| json!({ "kind": source.kind(), "ref": source.reference(), "url": source.url() }))
        .collect();
    json!({
        "id": check.id,
        "title": check.title,
        "severity": check.severity,
        "profile": check.profile,
        "dialects": match check.dialects {
            Dialects::Without => json!(null),
            Dialects::Each => json!("each"),
            Dialects::Only(dialect) => json!(dialect),
        },
        "since": check.since,
        "sources": sources,
        "faults": faults_of(check),
    })
}
