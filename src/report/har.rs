//! HAR 1.2: every exchange, as the network panels of browsers and HTTP tools open it. Redacted like everything else.
//!
//! Format: the HTTP Archive specification 1.2. Times that were not measured are -1, as it asks.

use std::io::{self, Write};

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::document::Document;
use crate::http::{Exchange, Outcome, Request, Response};
use crate::transcript::{StepRecord, Transcript};

/// The exchanges as a report file.
///
/// # Errors
/// The stream cannot be written.
pub fn draw(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let transcript = &document.transcript;
    let (name, version) = transcript.header.tool.split_once(' ').unwrap_or(("scimproof", ""));
    let of_step = |step| move |exchange| (step, exchange);
    let mut sent: Vec<(&StepRecord, &Exchange)> =
        transcript.steps.iter().flat_map(|step| step.exchanges.iter().map(of_step(step))).collect();
    // Storylines are played side by side; a network panel draws its waterfall in the order of sending.
    sent.sort_by_key(|(_, exchange)| (exchange.at_us, exchange.number));
    let entries: Vec<Value> =
        sent.into_iter().map(|(step, exchange)| entry(transcript, step, exchange)).collect();
    let log = json!({
        "version": "1.2",
        "creator": { "name": name, "version": version },
        "pages": [],
        "entries": entries,
        "comment": format!("run {} of suite {}", transcript.header.run, transcript.header.suite.app.slug),
    });
    serde_json::to_writer_pretty(&mut *out, &json!({ "log": log }))?;
    writeln!(out)?;
    out.flush()
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds of one exchange")]
fn entry(transcript: &Transcript, step: &StepRecord, exchange: &Exchange) -> Value {
    let begun = transcript.header.started.parse::<Timestamp>().unwrap_or(Timestamp::UNIX_EPOCH);
    let at = SignedDuration::from_micros(i64::try_from(exchange.at_us).unwrap_or(i64::MAX));
    let time = exchange.elapsed_us as f64 / 1000.0;
    let (response, failure) = match &exchange.outcome {
        Outcome::Response(response) => (self::response(response), None),
        Outcome::Failure(failure) => (nothing(), Some(&failure.message)),
    };
    let mut entry = json!({
        "startedDateTime": format!("{:.6}", begun.checked_add(at).unwrap_or(begun)),
        "time": time,
        "request": request(&exchange.request),
        "response": response,
        "cache": {},
        "timings": { "send": 0, "wait": time, "receive": 0, "blocked": -1, "dns": -1, "connect": -1, "ssl": -1 },
        "comment": format!("#{} {}", exchange.number, step.step),
        // Where browsers file it, so that their filter for requests of programs shows it.
        "_resourceType": "fetch",
    });
    if let Some(message) = failure {
        // What browsers write for a request that had no answer.
        entry["response"]["_error"] = json!(message);
    }
    entry
}

fn request(request: &Request) -> Value {
    let query = url::Url::parse(&request.url).ok();
    let query: Vec<Value> = query
        .iter()
        .flat_map(|url| url.query_pairs())
        .map(|(name, value)| json!({ "name": name, "value": value }))
        .collect();
    let mut entry = json!({
        "method": request.method.to_string(),
        "url": request.url,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": headers(&request.headers),
        "queryString": query,
        "headersSize": -1,
        "bodySize": request.body.as_ref().map_or(0, String::len),
    });
    if let Some(body) = &request.body {
        let media_type = request.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        let media_type = media_type.map_or("", |(_, value)| value.as_str());
        entry["postData"] = json!({ "mimeType": media_type, "text": body });
    }
    entry
}

fn response(response: &Response) -> Value {
    // The Location of a 201 is where the resource lives, no redirection.
    let redirect = response.header("location").filter(|_| (300..400).contains(&response.status));
    json!({
        "status": response.status,
        "statusText": reason(response.status),
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": headers(&response.headers),
        "content": {
            "size": response.body.len(),
            "mimeType": response.header("content-type").unwrap_or_default(),
            "text": response.body,
        },
        "redirectURL": redirect.unwrap_or_default(),
        "headersSize": -1,
        "bodySize": response.body.len(),
    })
}

/// No answer: status 0, as browsers write it.
fn nothing() -> Value {
    json!({
        "status": 0, "statusText": "", "httpVersion": "", "cookies": [], "headers": [],
        "content": { "size": 0, "mimeType": "" }, "redirectURL": "", "headersSize": -1, "bodySize": -1,
    })
}

fn headers(headers: &[(String, String)]) -> Vec<Value> {
    headers.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect()
}

fn reason(status: u16) -> &'static str {
    reqwest::StatusCode::from_u16(status)
        .ok()
        .and_then(|status| status.canonical_reason())
        .unwrap_or_default()
}
