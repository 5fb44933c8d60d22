//! `scimproof suite lint`: errors in suites, and what is worth a second look.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{print, print_json};
use crate::cli::{Format, check_ids};
use crate::error::Error;
use crate::exit::ExitStatus;
use crate::suite::lint::{Level, Problem, lint};
use crate::suite::{SuiteError, load};
use crate::text::{count, one_line};

/// A suite and what was found in it; an error where it could not even be read.
type Linted<'a> = (&'a str, Result<Vec<Problem>, SuiteError>);

pub(super) fn main(names: &[String], format: Format) -> Result<ExitStatus, Error> {
    let checks = check_ids();
    let look = |name: &'_ str| load::text(name).map(|text| lint(&text, name, &checks));
    let linted: Vec<Linted<'_>> = names.iter().map(|name| (name.as_str(), look(name))).collect();
    match format {
        Format::Human => print(&human(&linted))?,
        Format::Json => {
            let suites: Vec<Value> = linted.iter().map(as_json).collect();
            print_json(&json!({ "version": 1, "suites": suites }))?;
        }
    }
    let is_bad = |(_, found): &Linted<'_>| match found {
        Ok(problems) => problems.iter().any(|problem| problem.level == Level::Error),
        Err(_) => true,
    };
    Ok(if linted.iter().any(is_bad) { ExitStatus::Usage } else { ExitStatus::Passed })
}

fn human(linted: &[Linted<'_>]) -> String {
    let mut text = String::new();
    for (name, found) in linted {
        match found {
            Ok(problems) => {
                for Problem { level, line, column, message } in problems {
                    let _ = writeln!(text, "{name}:{line}:{column}: {level}: {}", one_line(message));
                }
            }
            Err(error) => {
                let help = error.help().map(|help| format!("; {help}")).unwrap_or_default();
                let _ = writeln!(text, "{name}: error: {error}{help}");
            }
        }
    }
    let number = |level: Level| {
        let found = linted.iter().filter_map(|(_, found)| found.as_ref().ok()).flatten();
        found.filter(|problem| problem.level == level).count()
    };
    let unread = linted.iter().filter(|(_, found)| found.is_err()).count();
    let _ = writeln!(
        text,
        "{}: {}, {}, {}",
        count(linted.len(), "suite"),
        count(number(Level::Error) + unread, "error"),
        count(number(Level::Warning), "warning"),
        count(number(Level::Note), "note")
    );
    text
}

fn as_json((name, found): &Linted<'_>) -> Value {
    match found {
        Ok(problems) => json!({ "suite": name, "problems": problems }),
        Err(error) => json!({
            "suite": name,
            "problems": [{ "level": Level::Error, "line": null, "column": null, "message": error.to_string() }],
        }),
    }
}
