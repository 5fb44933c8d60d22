//! One exchange: request and response with pretty-printed bodies, and what the checks found there.

use serde_json::Value;

use super::body::{self, Shown};
use super::writer::Html;
use super::{View, check_link};
use crate::check::Finding;
use crate::http::{Exchange, Outcome};
use crate::result::CheckResult;
use crate::text::cut;

/// The inside of an exchange.
pub(super) fn inside(html: &mut Html, view: &View, exchange: &Exchange) {
    let cited = view.cited.get(&exchange.number).map_or(&[][..], Vec::as_slice);
    let marks = Marks::new(cited);
    if !cited.is_empty() {
        html.el("ul", &[("class", "cites"), ("aria-label", "Found here")], |html| {
            for (check, finding) in cited {
                html.el("li", &[], |html| cite(html, check, finding));
            }
        });
    }
    html.el("div", &[("class", "pair")], |html| {
        html.el("div", &[], |html| request(html, exchange, &marks));
        html.el("div", &[], |html| response(html, exchange, &marks));
    });
}

fn cite(html: &mut Html, check: &CheckResult, finding: &Finding) {
    check_link(html, check);
    html.raw(": ");
    html.line("bdi", &[], &cut(&finding.message, 500));
    if let Some(pointer) = &finding.pointer {
        html.raw(" at ");
        html.line("code", &[], pointer);
    }
}

/// What of an exchange the findings are about.
struct Marks<'a> {
    pointers: Vec<&'a str>,
    /// What findings without a pointer said came.
    actual: Vec<&'a str>,
}

impl<'a> Marks<'a> {
    fn new(cited: &[(&'a CheckResult, &'a Finding)]) -> Self {
        let findings = || cited.iter().map(|(_, finding)| finding);
        Self {
            pointers: findings().filter_map(|finding| finding.pointer.as_deref()).collect(),
            actual: findings()
                .filter(|finding| finding.pointer.is_none())
                .filter_map(|finding| finding.actual.as_deref())
                .collect(),
        }
    }

    /// Whether a finding quotes this status or header.
    fn quote(&self, text: &str) -> bool {
        text.len() > 2 && self.actual.iter().any(|actual| actual.contains(text))
    }
}

fn request(html: &mut Html, exchange: &Exchange, marks: &Marks) {
    let request = &exchange.request;
    html.raw("<h3 class=\"side\">Request</h3>");
    html.el("pre", &[("tabindex", "0"), ("aria-label", "request")], |html| {
        html.text(&format!("{} {}\n", request.method, request.url));
        for (name, value) in &request.headers {
            html.text(&format!("{name}: {value}\n"));
        }
        let Some(body) = &request.body else { return };
        html.raw("\n");
        body::write(html, body, exchange.sent(), &marks.pointers);
    });
}

fn response(html: &mut Html, exchange: &Exchange, marks: &Marks) {
    html.raw("<h3 class=\"side\">Response</h3>");
    let response = match &exchange.outcome {
        Outcome::Response(response) => response,
        Outcome::Failure(failure) => {
            return html.line("p", &[("class", "failure")], &format!("no answer: {}", failure.message));
        }
    };
    let mut shown = Shown::default();
    html.el("pre", &[("tabindex", "0"), ("aria-label", "response")], |html| {
        let status = response.status.to_string();
        marked(html, &status, marks.quote(&status));
        html.raw("\n");
        for (name, value) in &response.headers {
            marked(html, &format!("{name}: {value}"), marks.quote(value));
            html.raw("\n");
        }
        if !response.body.is_empty() {
            html.raw("\n");
            shown = body::write(html, &response.body, exchange.json(), &marks.pointers);
        }
    });
    absent(html, exchange.sent(), &shown, marks);
}

fn marked(html: &mut Html, text: &str, mark: bool) {
    if mark { html.line("mark", &[], text) } else { html.text(text) }
}

/// The places that findings name and the answer does not have.
fn absent(html: &mut Html, sent: Option<&Value>, shown: &Shown, marks: &Marks) {
    let mut missing: Vec<&str> = marks.pointers.iter().copied().filter(|p| !shown.has(p)).collect();
    missing.sort_unstable();
    missing.dedup();
    for pointer in missing.into_iter().filter(|pointer| !pointer.is_empty()) {
        html.el("p", &[("class", "absent")], |html| {
            html.raw("<mark>absent</mark> nothing at ");
            html.line("code", &[], pointer);
            let was_sent = sent.is_some_and(|sent| sent.pointer(pointer).is_some());
            html.raw(if was_sent { " in the answer; it was sent" } else { " in the answer" });
        });
    }
}
