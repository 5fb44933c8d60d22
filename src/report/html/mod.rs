//! The report as one HTML file for people: verdict, checks, exchanges, promises, times.
//!
//! The file asks nobody for anything: style and script are inside, and its own policy lets nothing else run. All
//! content is markup from the start, so that it reads and prints without the script, which filters, searches and
//! unfolds. Nothing here judges.

mod body;
mod checks;
mod end;
mod exchange;
mod findings;
mod overview;
mod promises;
mod promises_table;
mod sequence;
mod times;
mod writer;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::digest::{SHA256, digest};

use super::document::Document;
use super::words;
use crate::check::Finding;
use crate::entra::Dialect;
use crate::result::{CheckResult, VerdictWord};
use writer::Html;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The result as a report file.
///
/// # Errors
/// The stream cannot be written.
pub fn draw(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let mut html = Html::default();
    html.raw("<!DOCTYPE html>\n");
    html.el("html", &[("lang", "en")], |html| {
        html.el("head", &[], |html| head(html, document));
        html.raw("\n");
        html.el("body", &[], |html| body(html, document));
    });
    html.raw("\n");
    out.write_all(html.into_string().as_bytes())?;
    out.flush()
}

fn head(html: &mut Html, document: &Document) {
    html.void("meta", &[("charset", "utf-8")]);
    html.void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", &policy())]);
    html.void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
    html.void("meta", &[("name", "referrer"), ("content", "no-referrer")]);
    html.void("meta", &[("name", "color-scheme"), ("content", "light dark")]);
    // Without it a browser asks the server for /favicon.ico.
    html.void("link", &[("rel", "icon"), ("href", "data:,")]);
    let result = &document.result;
    html.line(
        "title",
        &[],
        &format!("{} · {} · scimproof", words::outcome_in_full(result), result.suite.name),
    );
    html.raw("<style>");
    html.raw(STYLE);
    html.raw("</style>");
}

/// Nothing may run, load or be sent but the style and the script of this file, known by their hashes.
fn policy() -> String {
    let hash = |text: &str| STANDARD.encode(digest(&SHA256, text.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; img-src data:; base-uri 'none'; \
         form-action 'none'",
        hash(STYLE),
        hash(SCRIPT),
    )
}

fn body(html: &mut Html, document: &Document) {
    let view = View::new(document);
    html.raw("<a class=\"jump\" href=\"#checks\">Skip to the checks</a>\n");
    overview::header(html, &view);
    navigation(html, &view);
    html.el("main", &[], |html| {
        overview::fixes(html, &view);
        overview::areas(html, &view);
        checks::section(html, &view);
        sequence::section(html, &view);
        promises_table::section(html, &view);
        times::section(html, &view);
        end::readiness(html, &view);
        end::baseline(html, &view);
        end::left_behind(html, &view);
    });
    html.el("footer", &[], |html| {
        let result = &view.document.result;
        html.text(&format!("{}, run {}, {}. ", result.tool, result.run, result.started));
        html.raw("Credentials were removed when the exchanges were recorded.");
    });
    html.raw("\n<script>");
    html.raw(SCRIPT);
    html.raw("</script>");
}

fn navigation(html: &mut Html, view: &View) {
    let result = &view.document.result;
    let sections: [(&str, &'static str, bool); 8] = [
        ("#fixes", "What to fix", view.failures().next().is_some()),
        ("#checks", "Checks", true),
        ("#sequence", "Sequence", true),
        ("#promises", "Promises", true),
        ("#times", "Response times", true),
        ("#readiness", "Readiness", result.readiness.is_some()),
        ("#baseline", "Baseline", result.baseline.is_some()),
        ("#left-behind", "Left behind", !result.left_behind.is_empty()),
    ];
    html.el("nav", &[("aria-label", "Sections")], |html| {
        for (address, name, _) in sections.into_iter().filter(|(_, _, shown)| *shown) {
            html.line("a", &[("href", address)], name);
            html.raw(" ");
        }
    });
    html.raw("\n");
}

/// The document, and what several parts of the page look up in it.
struct View<'a> {
    document: &'a Document,
    /// The findings that rest on an exchange, by its number.
    cited: BTreeMap<u32, Vec<(&'a CheckResult, &'a Finding)>>,
}

impl<'a> View<'a> {
    fn new(document: &'a Document) -> Self {
        let mut cited: BTreeMap<u32, Vec<(&CheckResult, &Finding)>> = BTreeMap::new();
        for check in &document.result.checks {
            for finding in &check.findings {
                if let Some(number) = finding.exchange {
                    cited.entry(number).or_default().push((check, finding));
                }
            }
        }
        Self { document, cited }
    }

    /// Everything that needs somebody's attention: failures, the worst first, then errors of transport.
    fn failures(&self) -> impl Iterator<Item = &'a CheckResult> {
        let mut failed: Vec<&CheckResult> = self.document.result.checks.iter().collect();
        failed.retain(|check| ["fail", "error"].contains(&verdict(check)));
        failed.sort_by_key(|check| (check.verdict == VerdictWord::Error, Reverse(check.severity)));
        failed.into_iter()
    }

    /// The check of that id, for that dialect or for none.
    fn check(&self, id: &str, dialect: Option<Dialect>) -> Option<&'a CheckResult> {
        let mut same = self.document.result.checks.iter().filter(|check| check.id == id);
        same.find(|check| check.dialect == dialect || check.dialect.is_none())
    }
}

/// The verdict as the filter knows it: a failure that the baseline accepts is a word of its own.
fn verdict(check: &CheckResult) -> &'static str {
    match check.verdict {
        VerdictWord::Pass => "pass",
        VerdictWord::Fail if check.accepted.is_some() => "accepted",
        VerdictWord::Fail => "fail",
        VerdictWord::Skipped => "skipped",
        VerdictWord::Error => "error",
    }
}

/// Where the check stands in the page.
fn place(check: &CheckResult) -> String {
    let dialect = check.dialect.map(|dialect| format!("-{dialect}")).unwrap_or_default();
    format!("check-{}{dialect}", check.id)
}

/// A link to the check.
fn check_link(html: &mut Html, check: &CheckResult) {
    html.line("a", &[("href", &format!("#{}", place(check)))], &words::name(check));
}

/// A link to the exchange.
fn exchange_link(html: &mut Html, number: u32, text: &str) {
    html.line("a", &[("href", &format!("#exchange-{number}"))], text);
}

/// Milliseconds as people read them.
fn milliseconds(ms: f64) -> String {
    match ms {
        ms if ms < 10.0 => format!("{ms:.1} ms"),
        ms if ms < 10_000.0 => format!("{ms:.0} ms"),
        ms => format!("{:.1} s", ms / 1000.0),
    }
}
