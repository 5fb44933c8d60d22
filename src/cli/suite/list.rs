//! `scimproof suite list`: the built-in suites.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::{Value, json};

use super::{print, print_json};
use crate::cli::{Format, check_ids};
use crate::error::Error;
use crate::exit::ExitStatus;
use crate::suite::{Suite, builtin, load};
use crate::text::nearest;

pub(super) fn main(search: Option<&str>, format: Format) -> Result<ExitStatus, Error> {
    let suites = found(search)?;
    if suites.is_empty() {
        let search = search.unwrap_or_default();
        let help = nearest(search, builtin::slugs()).map_or_else(
            || "`scimproof suite list` shows all".to_owned(),
            |slug| format!("did you mean '{slug}'?"),
        );
        return Err(Error::usage(format!("no built-in suite is named like '{search}'"), help));
    }
    match format {
        Format::Human => print(&table(&suites))?,
        Format::Json => {
            let suites: Vec<Value> = suites.iter().map(as_json).collect();
            print_json(&json!({ "version": 1, "suites": suites }))?;
        }
    }
    Ok(ExitStatus::Passed)
}

fn found(search: Option<&str>) -> Result<Vec<Suite>, Error> {
    let wanted = search.unwrap_or_default().to_lowercase();
    let checks = check_ids();
    let mut found = Vec::new();
    for slug in builtin::slugs() {
        let suite = load::by_name(slug, &checks)?;
        if [slug, suite.app.name.as_str()].iter().any(|text| text.to_lowercase().contains(&wanted)) {
            found.push(suite);
        }
    }
    Ok(found)
}

fn as_json(suite: &Suite) -> Value {
    json!({
        "slug": suite.app.slug,
        "name": suite.app.name,
        "auth": suite.app.auth,
        "groups": suite.group_support(),
        "removal": suite.user.removal,
        "attributes": suite.user.attributes.len(),
    })
}

/// A word of the format, or a hyphen where the documentation says nothing.
fn word(value: impl Serialize) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_else(|| "-".to_owned())
}

fn table(suites: &[Suite]) -> String {
    let head = ["slug", "name", "auth", "groups", "removal", "attributes"].map(str::to_owned);
    let rows: Vec<[String; 6]> = std::iter::once(head).chain(suites.iter().map(cells)).collect();
    let mut widths = [0; 6];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(unicode_width::UnicodeWidthStr::width(cell.as_str()));
        }
    }
    let mut text = String::new();
    for row in &rows {
        for (cell, width) in row[..5].iter().zip(widths) {
            let gap = width - unicode_width::UnicodeWidthStr::width(cell.as_str()) + 2;
            let _ = write!(text, "{cell}{:gap$}", "");
        }
        let _ = writeln!(text, "{}", row[5]);
    }
    text
}

fn cells(suite: &Suite) -> [String; 6] {
    [
        suite.app.slug.clone(),
        suite.app.name.clone(),
        word(suite.app.auth),
        word(suite.group_support()),
        word(suite.user.removal),
        suite.user.attributes.len().to_string(),
    ]
}
