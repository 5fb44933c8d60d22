//! The end of the page: readiness for a listing, the baseline, and what is still in the tenant.

use super::writer::Html;
use super::{View, check_link};
use crate::baseline::Entry;
use crate::result::{Readiness, ReadinessState, VerdictWord};
use crate::text::count;
use crate::transcript::LeftState;

/// What was shown of a listing's requirements, what failed, and what the vendor has to attest.
pub(super) fn readiness(html: &mut Html, view: &View) {
    let Some(items) = &view.document.result.readiness else { return };
    html.el("section", &[("id", "readiness"), ("aria-labelledby", "readiness-title")], |html| {
        html.raw("<h2 id=\"readiness-title\">Readiness for a listing in the gallery</h2>");
        html.el("ul", &[("class", "readiness")], |html| {
            for item in items {
                html.el("li", &[], |html| self::item(html, view, item));
            }
        });
    });
    html.raw("\n");
}

fn item(html: &mut Html, view: &View, item: &Readiness) {
    let (word, class) = match item.state {
        ReadinessState::Shown => ("shown", "badge pass"),
        ReadinessState::Failed => ("failed", "badge fail"),
        ReadinessState::NotShown => ("not shown", "badge skipped"),
        ReadinessState::Attest => ("to attest", "badge skipped"),
    };
    html.line("span", &[("class", class)], word);
    html.raw(" ");
    html.text(item.item);
    if item.state != ReadinessState::Failed {
        return;
    }
    html.raw(": ");
    let failed = view.document.result.checks.iter();
    let failed = failed.filter(|check| check.verdict == VerdictWord::Fail && item.checks.contains(&check.id));
    failed.for_each(|check| {
        check_link(html, check);
        html.raw(" ");
    });
}

/// What the baseline accepts, and which of its entries have had their time.
pub(super) fn baseline(html: &mut Html, view: &View) {
    let result = &view.document.result;
    let Some(applied) = &result.baseline else { return };
    html.el("section", &[("id", "baseline"), ("aria-labelledby", "baseline-title")], |html| {
        html.raw("<h2 id=\"baseline-title\">Baseline</h2>");
        html.line("p", &[], &format!("{} accepted.", count(applied.accepted, "failure")));
        html.el("ul", &[], |html| {
            for check in result.failures() {
                let Some(reason) = &check.accepted else { continue };
                html.el("li", &[], |html| {
                    check_link(html, check);
                    html.text(&format!(" ({}) is accepted: {reason}", check.severity));
                });
            }
            entries(html, &applied.fixed, "passes now: remove its entry from the baseline");
            entries(html, &applied.expired, "was accepted until a day that is over");
        });
    });
    html.raw("\n");
}

fn entries(html: &mut Html, entries: &[Entry], what: &str) {
    for entry in entries {
        let dialect = entry.dialect.map(|dialect| format!(" ({dialect} dialect)")).unwrap_or_default();
        html.line("li", &[], &format!("{}{dialect} {what}", entry.check));
    }
}

/// What is still in the tenant.
pub(super) fn left_behind(html: &mut Html, view: &View) {
    let result = &view.document.result;
    if result.left_behind.is_empty() {
        return;
    }
    html.el("section", &[("id", "left-behind"), ("aria-labelledby", "left-title")], |html| {
        html.raw("<h2 id=\"left-title\">Still in the tenant</h2>");
        let how =
            if result.kept { "Kept on purpose." } else { "What could not be removed, or is only disabled." };
        html.el("p", &[], |html| {
            html.text(how);
            html.raw(" Remove with ");
            html.line("code", &[], &format!("scimproof clean --run {}", result.run));
        });
        html.el("ul", &[], |html| {
            for left in &result.left_behind {
                let state = match left.state {
                    LeftState::Disabled => "disabled",
                    LeftState::Active => "still there",
                    LeftState::Unknown => "unknown whether it is still there",
                };
                html.el("li", &[], |html| {
                    html.text(&format!("{:?} ", left.kind));
                    html.line("bdi", &[], &left.name);
                    html.text(&format!(" ({}), {state}", left.id.as_deref().unwrap_or("id unknown")));
                });
            }
        });
    });
    html.raw("\n");
}
