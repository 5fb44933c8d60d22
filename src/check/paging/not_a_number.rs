use super::*;

check! {
    /// RFC 7644 §3.12 provides 400 for a request that makes no sense. A server may also ignore the parameter;
    /// what it must not do is break.
    ///
    /// ## Why it matters
    /// A 5xx looks like an outage: clients repeat the request, and monitoring wakes somebody up.
    ///
    /// ## Usual cause
    /// The text is converted to a number without looking.
    ///
    /// ## How to fix
    /// Catch the failed conversion and answer 400 with `scimType` `invalidValue`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?count=many
    /// 500 {"detail":"an unexpected error occurred","status":"500"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?count=many
    /// 400 {"scimType":"invalidValue","detail":"count must be an integer","status":"400"}
    /// ```
    id: "paging/not-a-number",
    title: "a count or startIndex that is no number SHOULD be refused with 400 or ignored",
    profile: Rfc,
    severity: Warning,
    covers: ["page-19"],
    sources: [Rfc7644("3.12")],
    dialects: Without,
    needs: ["paging/count-word", "paging/start-word"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let mut findings = Vec::new();
    for step in ["paging/count-word", "paging/start-word"] {
        findings.extend(server_error(
            &e.seen(step)?,
            "a paging parameter that is no number breaks the server",
            "400 or 200",
        ));
    }
    Ok(findings)
}
