//! Every check with its requirement, sources, findings and the exchanges it rests on, and the form that filters them.

use super::writer::Html;
use super::{View, exchange_link, findings, overview, place, verdict};
use crate::check;
use crate::http::Purpose;
use crate::report::words;
use crate::result::{CheckResult, SourceLine, VerdictWord};
use crate::text::count;
use crate::transcript::StepRecord;

/// At most so many exchanges are named for a check; more are counted.
const EXCHANGES: usize = 8;

/// At most so many failed checks are unfolded from the start.
const UNFOLDED: usize = 10;

pub(super) fn section(html: &mut Html, view: &View) {
    let checks = &view.document.result.checks;
    html.el("section", &[("id", "checks"), ("aria-labelledby", "checks-title")], |html| {
        html.raw("<h2 id=\"checks-title\">Checks</h2>");
        form(html, checks);
        html.el("p", &[("id", "hits"), ("role", "status"), ("aria-live", "polite")], |html| {
            html.text(&count(checks.len(), "check"));
        });
        let mut unfolded = 0;
        for area in overview::names(checks) {
            html.el("section", &[("class", "area"), ("aria-label", &format!("area {area}"))], |html| {
                html.line("h3", &[], area);
                for check in checks.iter().filter(|check| check.area() == area) {
                    let open = ["fail", "error"].contains(&verdict(check)) && unfolded < UNFOLDED;
                    unfolded += usize::from(open);
                    self::check(html, view, check, open);
                }
            });
        }
    });
    html.raw("\n");
}

fn form(html: &mut Html, checks: &[CheckResult]) {
    html.raw("<form id=\"filter\" class=\"scripted\" role=\"search\" aria-label=\"Filter the checks\">");
    html.raw("<label class=\"field\">Search <input type=\"search\" name=\"text\" autocomplete=\"off\" ");
    html.raw("placeholder=\"id, requirement, finding, fix\"/></label>");
    html.raw("<label class=\"field\">Area <select name=\"area\"><option value=\"\">all</option>");
    for area in overview::names(checks) {
        html.line("option", &[("value", area)], area);
    }
    html.raw("</select></label>");
    html.raw("<label class=\"field\">Dialect <select name=\"dialect\"><option value=\"\">all</option>");
    let mut dialects: Vec<String> = checks.iter().map(dialect).collect();
    dialects.sort_unstable();
    dialects.dedup();
    for dialect in &dialects {
        let text = if dialect == "none" { "without PATCH" } else { dialect };
        html.line("option", &[("value", dialect)], text);
    }
    html.raw("</select></label><fieldset><legend>Verdict</legend>");
    let present = |word: &str| checks.iter().any(|check| verdict(check) == word);
    for word in ["fail", "error", "accepted", "pass", "skipped"].into_iter().filter(|word| present(word)) {
        choice(html, "verdict", word);
    }
    html.raw("</fieldset><fieldset><legend>Severity</legend>");
    for severity in ["error", "warning", "note"] {
        choice(html, "severity", severity);
    }
    html.raw("</fieldset><div class=\"buttons\"><button type=\"reset\">Show all</button> ");
    html.raw("<button type=\"button\" id=\"failures\">Failures only</button> ");
    html.raw("<button type=\"button\" id=\"unfold\">Unfold shown</button> ");
    html.raw("<button type=\"button\" id=\"fold\">Fold all</button></div></form>");
}

fn choice(html: &mut Html, name: &'static str, value: &'static str) {
    html.el("label", &[], |html| {
        html.void("input", &[("type", "checkbox"), ("name", name), ("value", value), ("checked", "checked")]);
        html.text(" ");
        html.text(value);
    });
}

fn dialect(check: &CheckResult) -> String {
    check.dialect.map_or_else(|| "none".to_owned(), |dialect| dialect.to_string())
}

fn check(html: &mut Html, view: &View, check: &CheckResult, open: bool) {
    let (place, dialect, severity) = (place(check), dialect(check), check.severity.to_string());
    let word = verdict(check);
    let class = format!("check {word} {severity}");
    let mut attributes = vec![
        ("class", class.as_str()),
        ("id", place.as_str()),
        ("data-area", check.area()),
        ("data-verdict", word),
        ("data-severity", severity.as_str()),
        ("data-dialect", dialect.as_str()),
    ];
    if open {
        attributes.push(("open", "open"));
    }
    html.el("details", &attributes, |html| {
        html.el("summary", &[], |html| summary(html, check));
        html.el("div", &[("class", "inside")], |html| {
            if let Some(reason) = &check.accepted {
                row(html, "Accepted", reason);
            }
            if let Some(change) = words::overridden(check) {
                row(html, "Override", &change);
            }
            if let Some(reason) = &check.reason {
                let kind = check.skip.map(|kind| format!("{kind}: ")).unwrap_or_default();
                row(
                    html,
                    if check.verdict == VerdictWord::Error { "Error" } else { "Skipped" },
                    &format!("{kind}{reason}"),
                );
            }
            findings::list(html, check);
            requirement(html, check);
            exchanges(html, view, check);
            html.el("p", &[("class", "more")], |html| {
                html.raw("More: ");
                html.line("code", &[], &words::explain(&view.document.result, check));
            });
        });
    });
    html.raw("\n");
}

fn summary(html: &mut Html, check: &CheckResult) {
    overview::badge(html, check);
    html.raw(" ");
    html.line("code", &[], &check.id);
    if let Some(dialect) = check.dialect {
        html.line("span", &[("class", "dialect")], &format!(" {dialect} dialect"));
    }
    html.el("span", &[("class", "title")], |html| html.prose(&check.title));
}

fn row(html: &mut Html, label: &'static str, text: &str) {
    html.el("p", &[("class", "row")], |html| {
        html.line("b", &[], label);
        html.raw(" ");
        html.line("bdi", &[], text);
    });
}

/// A row of our own words.
fn explained(html: &mut Html, label: &'static str, text: &str) {
    html.el("p", &[("class", "row")], |html| {
        html.line("b", &[], label);
        html.raw(" ");
        html.prose(text);
    });
}

fn requirement(html: &mut Html, check: &CheckResult) {
    explained(html, "Required", &check.requirement);
    html.el("ul", &[("class", "sources"), ("aria-label", "Sources")], |html| {
        for source in &check.sources {
            html.el("li", &[], |html| self::source(html, source));
        }
    });
    if !["fail", "accepted"].contains(&verdict(check)) {
        explained(html, "If it fails", &check.fix);
    }
}

fn source(html: &mut Html, source: &SourceLine) {
    match source.url.as_deref().filter(|url| url.starts_with("https://")) {
        Some(url) => html.line("a", &[("href", url), ("rel", "noreferrer noopener")], &source.label),
        None => html.text(&source.label),
    }
}

/// The exchanges of the steps the check declares that it reads.
fn exchanges(html: &mut Html, view: &View, result: &CheckResult) {
    let suite = &view.document.transcript.header.suite;
    let Some(check) = check::find(suite, &result.id) else { return };
    if check.reads_everything() {
        return row(html, "Rests on", "every exchange of the run");
    }
    let steps = view.document.transcript.steps.iter().filter(|record| {
        check.names(&record.step) && (result.dialect.is_none() || record.dialect == result.dialect)
    });
    let read: Vec<(u32, &str)> = steps.filter_map(settled).collect();
    if read.is_empty() {
        return;
    }
    html.el("p", &[("class", "row")], |html| {
        html.raw("<b>Rests on</b> ");
        for (number, step) in read.iter().take(EXCHANGES) {
            exchange_link(html, *number, &format!("#{number} {step}"));
            html.raw(" ");
        }
        if read.len() > EXCHANGES {
            html.text(&format!("and {} more", read.len() - EXCHANGES));
        }
    });
}

/// The exchange a step is judged by.
fn settled(record: &StepRecord) -> Option<(u32, &str)> {
    let exchange = record.exchanges.iter().rfind(|exchange| exchange.purpose != Purpose::Verify)?;
    Some((exchange.number, record.step.as_str()))
}
