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

/// One finding per media type, however often it was seen. What answers a request without the credential, or below a
/// path that is no endpoint, may be a gateway that knows nothing of SCIM.
fn judge(e: &Evidence) -> Judged {
    e.seen("connection/test")?;
    let mut wrong: BTreeMap<String, Vec<&crate::http::Exchange>> = BTreeMap::new();
    let own = e.exchanges().filter(|(record, _)| !is_beside(&record.step)).map(|(_, exchange)| exchange);
    for exchange in own.filter(|exchange| exchange.with_credential && wants_scim(exchange)) {
        let Some(response) = exchange.response() else { continue };
        if response.body.trim().is_empty() || is_of_gateways(response.status) {
            continue;
        }
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

/// Whether the request is for no endpoint of SCIM, or in a method that SCIM does not have.
fn is_beside(step: &str) -> bool {
    let probes = ["transport/other-version", "transport/unknown-path", "transport/options"];
    probes.iter().any(|probe| step.starts_with(probe))
}

/// Whether limits and outages are told by it, which what stands in front of the service answers in its own words.
fn is_of_gateways(status: u16) -> bool {
    matches!(status, 413 | 429 | 502..=504)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_gateways_answer_and_what_lies_beside() {
        assert!([413, 429, 502, 503, 504].into_iter().all(is_of_gateways) && !is_of_gateways(500));
        assert!(is_beside("transport/unknown-path") && !is_beside("users/create"));
    }
}
