//! The sequence in plan order, storyline by storyline: when each request was sent, how long it took, what came of it.

use super::writer::Html;
use super::{View, exchange, milliseconds};
use crate::http::{Exchange, Outcome, Purpose};
use crate::text::count;
use crate::transcript::{StepRecord, StepState};

pub(super) fn section(html: &mut Html, view: &View) {
    let stories = storylines(&view.document.transcript.steps);
    let scale = Scale::new(view);
    html.el("section", &[("id", "sequence"), ("aria-labelledby", "sequence-title")], |html| {
        html.raw("<h2 id=\"sequence-title\">Sequence</h2>");
        html.raw("<p>Every step in the order of the plan, with the second at which each request was sent and the time until its answer was complete.</p>");
        form(html);
        let total = view.document.transcript.exchanges().count();
        html.el("p", &[("id", "exchange-hits"), ("role", "status"), ("aria-live", "polite")], |html| {
            html.text(&count(total, "exchange"));
        });
        for story in &stories {
            storyline(html, view, story, &scale);
        }
    });
    html.raw("\n");
}

fn form(html: &mut Html) {
    html.raw("<form id=\"exchange-filter\" class=\"scripted\" role=\"search\" aria-label=\"Filter the exchanges\">");
    html.raw("<label class=\"field\">Search <input type=\"search\" name=\"text\" autocomplete=\"off\" ");
    html.raw("placeholder=\"step, method, URL, status\"/></label>");
    html.raw("<label><input type=\"checkbox\" name=\"cited\" value=\"cited\"/> with findings only</label>");
    html.raw("</form>");
}

/// Steps that follow each other in one storyline.
fn storylines(steps: &[StepRecord]) -> Vec<&[StepRecord]> {
    let story =
        |record: &StepRecord| (record.step.split('/').next().unwrap_or_default().to_owned(), record.dialect);
    steps.chunk_by(|a, b| story(a) == story(b)).collect()
}

fn storyline(html: &mut Html, view: &View, steps: &[StepRecord], scale: &Scale) {
    let Some(first) = steps.first() else { return };
    let exchanges = || steps.iter().flat_map(|record| &record.exchanges);
    let name = first.step.split('/').next().unwrap_or_default();
    let dialect = first.dialect.map(|dialect| format!(", {dialect} dialect")).unwrap_or_default();
    html.el("details", &[("class", "story")], |html| {
        html.el("summary", &[], |html| {
            html.line("b", &[], &format!("{name}{dialect}"));
            html.text(&format!(" {}", count(exchanges().count(), "request")));
            if let (Some(begin), Some(end)) = (exchanges().map(|e| e.at_us).min(), exchanges().map(end).max())
            {
                html.text(&format!(", from {} to {}", seconds(begin), seconds(end)));
            }
            let findings: usize = exchanges().map(|e| findings(view, e)).sum();
            cited(html, findings);
            let unsent = steps.iter().filter(|record| record.exchanges.is_empty()).count();
            if unsent > 0 {
                html.text(&format!(" · {} not sent", count(unsent, "step")));
            }
        });
        for record in steps {
            step(html, view, record, scale);
        }
    });
    html.raw("\n");
}

fn step(html: &mut Html, view: &View, record: &StepRecord, scale: &Scale) {
    let why = match &record.state {
        StepState::NotSent { kind, reason } => Some(format!("not sent, {kind}: {reason}")),
        StepState::Stopped(why) => Some(format!("not sent: {why}")),
        StepState::Succeeded | StepState::Unsuccessful => None,
    };
    if let Some(why) = why.filter(|_| record.exchanges.is_empty()) {
        html.el("p", &[("class", "unsent")], |html| {
            html.line("span", &[("class", "step")], &record.step);
            html.raw(" ");
            html.text(&why);
        });
    }
    for exchange in &record.exchanges {
        row(html, view, record, exchange, scale);
    }
}

fn row(html: &mut Html, view: &View, record: &StepRecord, exchange: &Exchange, scale: &Scale) {
    let id = format!("exchange-{}", exchange.number);
    let findings = findings(view, exchange);
    let class = if findings > 0 { "exchange cited" } else { "exchange" };
    html.el("details", &[("class", class), ("id", &id)], |html| {
        html.el("summary", &[], |html| {
            html.line("span", &[("class", "number")], &format!("#{}", exchange.number));
            html.line("span", &[("class", "step")], &format!("{}{}", record.step, purpose(exchange)));
            html.line("span", &[("class", "call")], &call(view, exchange));
            let (text, class) = status(exchange);
            html.line("span", &[("class", class)], &text);
            html.line("span", &[("class", "at")], &seconds(exchange.at_us));
            html.line("span", &[("class", "took")], &took(exchange));
            scale.bar(html, exchange);
            cited(html, findings);
        });
        exchange::inside(html, view, exchange);
    });
    html.raw("\n");
}

fn findings(view: &View, exchange: &Exchange) -> usize {
    view.cited.get(&exchange.number).map_or(0, Vec::len)
}

fn cited(html: &mut Html, findings: usize) {
    if findings > 0 {
        html.raw(" ");
        html.line("span", &[("class", "badge fail")], &count(findings, "finding"));
    }
}

/// Why it was sent, where it is not the step's own request.
fn purpose(exchange: &Exchange) -> &'static str {
    match exchange.purpose {
        Purpose::Step => "",
        Purpose::Retry => " (retry)",
        Purpose::Settle => " (read again)",
        Purpose::Twin => " (at the same moment)",
        Purpose::Verify => " (whose is it?)",
    }
}

/// Method and address behind the base URL.
fn call(view: &View, exchange: &Exchange) -> String {
    let url = &exchange.request.url;
    let path = url.strip_prefix(view.document.result.tenant.as_str()).unwrap_or(url);
    format!("{} {}", exchange.request.method, crate::text::cut(path, 200))
}

fn status(exchange: &Exchange) -> (String, &'static str) {
    match &exchange.outcome {
        Outcome::Response(response) => {
            let class = match response.status {
                200..=299 => "status done",
                500..=599 => "status broken",
                _ => "status",
            };
            (response.status.to_string(), class)
        }
        Outcome::Failure(_) => ("no answer".to_owned(), "status broken"),
    }
}

fn end(exchange: &Exchange) -> u64 {
    exchange.at_us.saturating_add(exchange.elapsed_us)
}

#[expect(clippy::cast_precision_loss, reason = "seconds with two digits")]
fn seconds(us: u64) -> String {
    format!("{:.2} s", us as f64 / 1_000_000.0)
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds of one exchange")]
fn took(exchange: &Exchange) -> String {
    milliseconds(exchange.elapsed_us as f64 / 1000.0)
}

/// The whole run as a width.
struct Scale {
    end: u64,
}

impl Scale {
    fn new(view: &View) -> Self {
        Self { end: view.document.transcript.exchanges().map(end).max().unwrap_or(0).max(1) }
    }

    /// Where in the run the exchange stands. The figures beside it say the same.
    #[expect(clippy::cast_precision_loss, reason = "a position in a drawing")]
    fn bar(&self, html: &mut Html, exchange: &Exchange) {
        let place = |us: u64| us as f64 / self.end as f64 * 100.0;
        let x = format!("{:.2}", place(exchange.at_us));
        let width = format!("{:.2}", place(exchange.elapsed_us).max(0.8));
        html.el(
            "svg",
            &[("viewBox", "0 0 100 4"), ("preserveAspectRatio", "none"), ("aria-hidden", "true")],
            |html| html.void("rect", &[("x", &x), ("width", &width), ("height", "4")]),
        );
    }
}
