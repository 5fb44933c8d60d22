use super::*;

check! {
    /// RFC 7644 §3.7.4 requires the answer to a bulk request beyond a limit to say which limit it is, by its
    /// name or its number.
    ///
    /// ## Why it matters
    /// The client has to split its load, and must know by what. Entra sends no bulk requests; for other clients
    /// this is the only hint.
    ///
    /// ## Usual cause
    /// The 413 comes from a framework or a proxy that knows nothing of SCIM.
    ///
    /// ## How to fix
    /// Name the limit and its value in `detail`, as in *more than maxOperations (1000)*.
    ///
    /// ## Fails
    /// ```http
    /// POST /Bulk (1001 operations)
    /// 413 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"detail":"Payload too large","status":"413"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Bulk (1001 operations)
    /// 413 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"detail":"more than maxOperations (1000)","status":"413"}
    /// ```
    id: "bulk/limit-named",
    title: "the answer to a bulk request beyond a limit MUST tell the limit",
    profile: Rfc,
    severity: Error,
    covers: ["bulk-13", "bulk-14"],
    sources: [Rfc7644("3.7.4")],
    dialects: Without,
    needs: ["discovery/config", "bulk/create", "bulk/many", "bulk/large"],
    run: |e| unless_named(e, judge(e), &["errors/scim-error-message"]),
}

fn judge(e: &Evidence) -> Judged {
    needs_bulk(e)?;
    let steps = [("bulk/many", "maxOperations"), ("bulk/large", "maxPayloadSize")];
    let refused = |(step, name): &(&str, &'static str)| {
        Some((e.find(step).filter(|seen| seen.status() == 413)?, *name, limit(e, name).ok()?))
    };
    let refused: Vec<(Seen, &str, u64)> = steps.iter().filter_map(refused).collect();
    if refused.is_empty() {
        return Err(Unjudged::not_shown("no bulk request was refused with 413"));
    }
    let told = |(seen, name, limit): &(Seen, &str, u64)| {
        let body = seen.exchange.response().map(|response| response.body.as_str()).unwrap_or_default();
        names(body, name) || plain(body).contains(&limit.to_string())
    };
    let finding = |(seen, name, limit): &(Seen, &str, u64)| {
        let finding = Finding::at(seen.exchange, format!("the answer does not tell the limit {name}"));
        briefly(finding.expected(format!("{name} or {limit}"), expect::answer(seen.exchange)))
    };
    Ok(refused.iter().filter(|refused| !told(refused)).map(finding).take(1).collect())
}

/// Whether the text names the limit, in the words of ServiceProviderConfig or in others.
fn names(body: &str, name: &str) -> bool {
    let words: &[&str] = match name {
        "maxOperations" => &["maxoperations", "maximumoperations", "numberofoperations"],
        _ => &["maxpayloadsize", "payloadsize", "sizeofthepayload"],
    };
    let body = plain(body);
    words.iter().any(|word| body.contains(word))
}

/// The letters and digits of a text, in lower case: 1,000 is 1000.
fn plain(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}
