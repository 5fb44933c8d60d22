use super::*;

check! {
    /// RFC 7644 §3.8 lets clients ask for `application/scim+json` or `application/json`; a server should serve
    /// both, and a client that takes whatever there is (`*/*`).
    ///
    /// ## Why it matters
    /// Gateways, health checks and scripts send these headers. Entra itself names the SCIM media type, so this
    /// is about everybody else.
    ///
    /// ## Usual cause
    /// The route is registered for one media type, and the framework answers 406 to all others.
    ///
    /// ## How to fix
    /// Serve the same JSON whatever Accept says, or let `application/json` and `*/*` select it too.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName+eq+%22nobody%22
    /// Accept: application/json
    ///
    /// 406
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName+eq+%22nobody%22
    /// Accept: application/json
    ///
    /// 200 {"totalResults":0,"Resources":[]}
    /// ```
    id: "transport/accept-variants",
    title: "a query whose Accept names application/json, or anything at all, SHOULD be answered with JSON",
    profile: Rfc,
    severity: Warning,
    covers: ["http-15", "http-16"],
    sources: [Rfc7644("3.8"), Rfc9110("12.5.1")],
    dialects: Without,
    needs: ["connection/test", "transport/accept-json", "transport/accept-any"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    if !e.seen("connection/test")?.succeeded() {
        let reason = "the same query with Accept: application/scim+json is not answered either";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    let mut findings = Vec::new();
    for step in ["transport/accept-json", "transport/accept-any"] {
        let seen = e.seen(step)?;
        let json = seen.succeeded() && seen.exchange.json().is_some();
        let finding = || Finding::at(seen.exchange, "the query is refused, or its answer is no JSON");
        findings.extend((!json).then(|| finding().expected("200 with JSON", expect::answer(seen.exchange))));
    }
    Ok(findings)
}
