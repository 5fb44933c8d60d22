use std::collections::BTreeMap;

use super::*;

check! {
    /// RFC 7644 §3.1 and Microsoft Learn require that every answer with a body names the media type
    /// `application/scim+json`, with or without parameters.
    ///
    /// ## Why it matters
    /// Clients choose their parser by it. Microsoft's validation reports other types, and a strict client
    /// reads nothing from an answer that calls itself HTML or plain text.
    ///
    /// ## Usual cause
    /// The framework's default `application/json` stays in place, often on errors only, which other code
    /// writes.
    ///
    /// ## How to fix
    /// Set `Content-Type: application/scim+json` on every answer with a body, errors included.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/u-7
    /// 200 {"id":"u-7"}
    /// Content-Type: application/json
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/u-7
    /// 200 {"id":"u-7"}
    /// Content-Type: application/scim+json; charset=utf-8
    /// ```
    id: "transport/scim-json-response",
    title: "an answer with a body MUST have Content-Type application/scim+json",
    profile: Entra,
    severity: Error,
    covers: ["E-10", "http-07", "http-08", "http-09", "http-10", "http-14"],
    sources: [Learn("general"), Rfc7644("3.1")],
    dialects: Without,
    needs: ["*"],
    run: judge,
}

/// One finding per media type, however often it was seen. What answers a request without the credential, or one
/// beside the base URL, may know nothing of SCIM.
fn judge(e: &Evidence) -> Judged {
    e.seen("connection/test")?;
    let mut wrong: BTreeMap<String, Vec<&crate::http::Exchange>> = BTreeMap::new();
    let asked = |step: &str, x: &crate::http::Exchange| {
        x.with_credential && wants_scim(x) && step != "transport/other-version"
    };
    for (_, exchange) in e.exchanges().filter(|(record, x)| asked(&record.step, x)) {
        let Some(response) = exchange.response().filter(|response| !response.body.trim().is_empty()) else {
            continue;
        };
        let media_type = response.media_type().unwrap_or_else(|| "no Content-Type".to_owned());
        if media_type != "application/scim+json" {
            wrong.entry(media_type).or_default().push(exchange);
        }
    }
    Ok(wrong
        .into_iter()
        .map(|(media_type, exchanges)| {
            let times = crate::text::count(exchanges.len(), "answer");
            let message = format!("{times} with another media type, this is the first");
            Finding::at(exchanges[0], message).expected("application/scim+json", media_type)
        })
        .collect())
}

/// Whether the request left no choice: one that asks for `application/json` gets it.
fn wants_scim(exchange: &crate::http::Exchange) -> bool {
    let headers = exchange.request.headers.iter();
    let accept =
        headers.filter(|(name, _)| name.eq_ignore_ascii_case("accept")).map(|(_, value)| value).next();
    accept.is_none_or(|accept| accept.contains("application/scim+json"))
}
