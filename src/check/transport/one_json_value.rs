use super::*;

check! {
    /// RFC 7644 §3.1 makes SCIM bodies JSON: one value, complete, with nothing before or after it.
    ///
    /// ## Why it matters
    /// A parser stops at the first byte that does not belong there. The message then is lost, error texts first
    /// of all.
    ///
    /// ## Usual cause
    /// Two handlers write to the same response, a byte order mark stands in front, or the answer is cut off.
    ///
    /// ## How to fix
    /// Serialise the body in one place, and end the request there.
    ///
    /// ## Fails
    /// ```http
    /// PUT /Users
    /// 405 {"status":"405"}{"status":"405"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PUT /Users
    /// 405 {"status":"405"}
    /// ```
    id: "transport/one-json-value",
    title: "a body that calls itself JSON MUST be one well-formed JSON text",
    profile: Rfc,
    severity: Error,
    covers: ["more-04"],
    sources: [Rfc7644("3.1"), Rfc(8259, "2")],
    dialects: Without,
    needs: ["*", "transport/put-on-collection"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    e.seen("connection/test")?;
    let labelled = |response: &crate::http::Response| {
        response.media_type().is_some_and(|media_type| media_type.ends_with("json"))
            && !response.body.trim().is_empty()
    };
    let broken = e
        .exchanges()
        .map(|(_, exchange)| exchange)
        .find(|exchange| exchange.response().is_some_and(|response| labelled(response) && !is_one(response)));
    let finding = |exchange| Finding::at(exchange, "the body is not one JSON text");
    let text = |exchange: &crate::http::Exchange| {
        crate::text::cut(exchange.response().map(|response| response.body.as_str()).unwrap_or_default(), 80)
    };
    Ok(broken
        .map(|exchange| finding(exchange).expected("one JSON object", text(exchange)))
        .into_iter()
        .collect())
}

/// However deep it goes: a server may show the nested body of a probe as it came.
fn is_one(response: &crate::http::Response) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(&response.body).is_ok()
}
