//! Response times per kind of request, as figures and as a drawing of the same figures.

use super::writer::Html;
use super::{View, milliseconds};
use crate::http::Exchange;

pub(super) fn section(html: &mut Html, view: &View) {
    let kinds = kinds(view);
    let axis = Axis::new(&kinds);
    html.el("section", &[("id", "times"), ("aria-labelledby", "times-title")], |html| {
        html.raw("<h2 id=\"times-title\">Response times</h2>");
        html.raw("<p>Per kind of request, the slowest first: half of the answers were complete within the median (block), 95 of 100 within p95 (stroke), all within the longest (end of the line). The scale is logarithmic.</p>");
        html.raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"times-title\"><table class=\"times\"><thead><tr><th scope=\"col\">request</th><th scope=\"col\">answers</th>");
        html.raw("<th scope=\"col\">median</th><th scope=\"col\">p95</th><th scope=\"col\">longest</th><td>");
        axis.labels(html);
        html.raw("</td></tr></thead><tbody>");
        for kind in &kinds {
            row(html, kind, &axis);
        }
        html.raw("</tbody></table></div>");
    });
    html.raw("\n");
}

fn row(html: &mut Html, kind: &Kind, axis: &Axis) {
    html.el("tr", &[], |html| {
        html.line("th", &[("scope", "row")], &kind.name);
        let count = match kind.unanswered {
            0 => kind.times.len().to_string(),
            lost => format!("{} and {lost} not", kind.times.len()),
        };
        html.line("td", &[], &count);
        for ms in [kind.at(50), kind.at(95), kind.at(100)] {
            html.line("td", &[], &ms.map_or_else(|| "–".to_owned(), milliseconds));
        }
        html.el("td", &[("class", "drawing")], |html| axis.draw(html, kind));
    });
}

/// Requests that ask for the same kind of thing.
struct Kind {
    name: String,
    /// Milliseconds, in ascending order.
    times: Vec<f64>,
    unanswered: usize,
}

impl Kind {
    /// The time within which that many of a hundred answers were complete.
    fn at(&self, percent: usize) -> Option<f64> {
        let at = (self.times.len() * percent).div_ceil(100).saturating_sub(1);
        self.times.get(at).copied()
    }
}

fn kinds(view: &View) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = Vec::new();
    for exchange in view.document.transcript.exchanges() {
        let name = name(&view.document.result.tenant, exchange);
        let at = kinds.iter().position(|kind| kind.name == name).unwrap_or_else(|| {
            kinds.push(Kind { name, times: Vec::new(), unanswered: 0 });
            kinds.len() - 1
        });
        #[expect(clippy::cast_precision_loss, reason = "milliseconds of one exchange")]
        match exchange.response() {
            Some(_) => kinds[at].times.push(exchange.elapsed_us as f64 / 1000.0),
            None => kinds[at].unanswered += 1,
        }
    }
    for kind in &mut kinds {
        kind.times.sort_by(f64::total_cmp);
    }
    kinds.sort_by(|a, b| b.at(95).unwrap_or(0.0).total_cmp(&a.at(95).unwrap_or(0.0)));
    kinds
}

/// Method and endpoint: `GET /Users/{id}`, `GET /Users?filter`.
fn name(tenant: &str, exchange: &Exchange) -> String {
    let url = &exchange.request.url;
    let address = url.strip_prefix(tenant).unwrap_or(url);
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let mut parts = path.trim_matches('/').split('/');
    let endpoint = parts.next().unwrap_or_default();
    let known =
        ["Users", "Groups", "Schemas", "ResourceTypes", "ServiceProviderConfig", "Bulk", "Me", ".search"];
    if !known.contains(&endpoint) {
        return format!("{} elsewhere", exchange.request.method);
    }
    let behind = match parts.next() {
        Some(".search") => "/.search",
        Some(_) => "/{id}",
        None => "",
    };
    let asks = query.split('&').any(|part| part.starts_with("filter="));
    format!("{} /{endpoint}{behind}{}", exchange.request.method, if asks { "?filter" } else { "" })
}

/// Powers of ten of a millisecond.
struct Axis {
    from: i32,
    to: i32,
}

/// Width and height of a drawing.
const WIDTH: f64 = 300.0;

impl Axis {
    fn new(kinds: &[Kind]) -> Self {
        let power = |ms: f64| ms.max(0.01).log10();
        let least = kinds.iter().filter_map(|kind| kind.at(50)).fold(f64::INFINITY, f64::min);
        let most = kinds.iter().filter_map(|kind| kind.at(100)).fold(0.0, f64::max);
        if !least.is_finite() {
            return Self { from: 0, to: 1 };
        }
        #[expect(clippy::cast_possible_truncation, reason = "a power of ten between -2 and 9")]
        let (from, to) = (power(least).floor() as i32, power(most).ceil() as i32);
        Self { from, to: to.max(from + 1) }
    }

    fn x(&self, ms: f64) -> f64 {
        let span = f64::from(self.to - self.from);
        (ms.max(0.01).log10() - f64::from(self.from)) / span * (WIDTH - 4.0) + 2.0
    }

    fn labels(&self, html: &mut Html) {
        html.el("svg", &[("viewBox", "0 0 300 14"), ("aria-hidden", "true")], |html| {
            for power in self.from..=self.to {
                let ms = 10_f64.powi(power);
                let anchor = match power {
                    power if power == self.from => "start",
                    power if power == self.to => "end",
                    _ => "middle",
                };
                let text = if ms < 1.0 { format!("{ms} ms") } else { format!("{ms:.0} ms") };
                let x = format!("{:.1}", self.x(ms));
                html.line("text", &[("x", &x), ("y", "11"), ("text-anchor", anchor)], &text);
            }
        });
    }

    fn draw(&self, html: &mut Html, kind: &Kind) {
        let (Some(p50), Some(p95), Some(longest)) = (kind.at(50), kind.at(95), kind.at(100)) else { return };
        let place = |ms: f64| format!("{:.1}", self.x(ms));
        let text = format!(
            "median {}, p95 {}, longest {}",
            milliseconds(p50),
            milliseconds(p95),
            milliseconds(longest)
        );
        html.el("svg", &[("viewBox", "0 0 300 14"), ("role", "img"), ("aria-label", &text)], |html| {
            for power in self.from..=self.to {
                let x = place(10_f64.powi(power));
                html.void("line", &[("class", "grid"), ("x1", &x), ("x2", &x), ("y1", "0"), ("y2", "14")]);
            }
            let (x1, x2) = (place(p50), place(longest));
            html.void("line", &[("class", "span"), ("x1", &x1), ("x2", &x2), ("y1", "7"), ("y2", "7")]);
            let x = format!("{:.1}", self.x(p50) - 2.0);
            html.void("rect", &[("x", &x), ("y", "3"), ("width", "4"), ("height", "8")]);
            let x = place(p95);
            html.void("line", &[("class", "p95"), ("x1", &x), ("x2", &x), ("y1", "2"), ("y2", "12")]);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::{Failure, FailureKind, Method, Outcome, Purpose, Request};

    fn exchange(method: Method, url: &str) -> Exchange {
        let request = Request { method, url: url.into(), headers: Vec::new(), body: None };
        let failure = Failure { kind: FailureKind::Lost, message: String::new() };
        Exchange::new(Purpose::Step, request, Outcome::Failure(failure))
    }

    #[test]
    fn requests_of_one_kind_have_one_name() {
        let named = |url: &str| name("https://x/scim", &exchange(Method::Get, url));
        assert_eq!(named("https://x/scim/Users/a%20b"), "GET /Users/{id}");
        assert_eq!(named("https://x/scim/Users?count=1&filter=id"), "GET /Users?filter");
        assert_eq!(named("https://x/scim/Users?count=1"), "GET /Users");
        assert_eq!(named("https://x/scim/Users/.search"), "GET /Users/.search");
        assert_eq!(named("https://x/scim/<b>"), "GET elsewhere");
    }

    #[test]
    fn percentiles_are_times_that_were_measured() {
        let kind = Kind { name: String::new(), times: vec![1.0, 2.0, 3.0], unanswered: 0 };
        assert_eq!((kind.at(50), kind.at(95), kind.at(100)), (Some(2.0), Some(3.0), Some(3.0)));
        assert_eq!(Kind { times: Vec::new(), ..kind }.at(50), None);
    }
}
