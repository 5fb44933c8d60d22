//! `scimproof check list`: every check.

use std::io::{self, BufWriter, Write};

use serde_json::{Value, json};

use super::{Format, check_ids};
use crate::check::{self, AnyCheck, Dialects};
use crate::error::Error;
use crate::exit::ExitStatus;
use crate::result::SourceLine;
use crate::server::FAULTS;
use crate::suite::{Suite, load};

pub(super) fn list(suite: Option<&str>, format: Format) -> Result<ExitStatus, Error> {
    // Any suite has the checks of the registry; the generic one has no cases beside them.
    let suite = load::by_name(suite.unwrap_or("entra"), &check_ids())?;
    let checks: Vec<AnyCheck> = check::with_cases(&suite).collect();
    let mut out = BufWriter::new(io::stdout());
    match format {
        Format::Human => {
            let width = checks.iter().map(|check| check.id().len()).max().unwrap_or_default();
            for check in &checks {
                let (id, severity, profile) = (check.id(), check.severity(), check.profile());
                writeln!(out, "{id:width$}  {severity:7}  {profile:7}  {}", check.title())?;
            }
        }
        Format::Json => {
            let checks: Vec<Value> = checks.iter().map(|check| as_json(check, &suite)).collect();
            serde_json::to_writer_pretty(&mut out, &json!({ "version": 1, "checks": checks }))
                .map_err(io::Error::from)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(ExitStatus::Passed)
}

/// The faults of the reference tenant that make the check fail, as they declare.
fn faults_of(check: &AnyCheck) -> Vec<&'static str> {
    FAULTS.iter().filter(|info| info.must_fail.contains(&check.id().as_ref())).map(|info| info.id).collect()
}

fn as_json(check: &AnyCheck, suite: &Suite) -> Value {
    json!({
        "id": check.id(),
        "title": check.title(),
        "severity": check.severity(),
        "profile": check.profile(),
        "dialects": match check.dialects() {
            Dialects::Without => json!(null),
            Dialects::Each => json!("each"),
            Dialects::Only(dialect) => json!(dialect),
        },
        "since": match check {
            AnyCheck::BuiltIn(check) => Some(check.since),
            AnyCheck::Own(_) => None,
        },
        "sources": SourceLine::all(check, suite),
        "faults": faults_of(check),
    })
}
