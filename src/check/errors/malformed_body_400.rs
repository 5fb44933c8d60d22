use super::*;

check! {
    /// RFC 7644 §3.12 has a body that is not JSON refused as the client's mistake: with 400 (`invalidSyntax`), for which
    /// another 4xx such as 422 is tolerated.
    ///
    /// ## Why it matters
    /// A 5xx makes Entra repeat the same request in every cycle. A 2xx means that something was stored which
    /// nobody sent.
    ///
    /// ## Usual cause
    /// The parser's exception reaches the framework's handler for unexpected errors.
    ///
    /// ## How to fix
    /// Catch the parse error and answer 400 with a SCIM error of type `invalidSyntax` that says where the body
    /// ends being JSON.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"mira@tern.exam
    /// 500 <html>Internal Server Error</html>
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"mira@tern.exam
    /// 400 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400","scimType":"invalidSyntax","detail":"the body ends in the middle of a string"}
    /// ```
    id: "errors/malformed-body-400",
    title: "a body that is not JSON MUST be refused with 400, or at least another 4xx",
    profile: Entra,
    severity: Error,
    covers: ["http-19", "err-07"],
    sources: [Rfc7644("3.12")],
    dialects: Without,
    needs: ["refusals/malformed-body"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let seen = e.seen("refusals/malformed-body")?;
    if seen.status() == 415 {
        let reason = "the request is refused for its media type, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    if matches!(seen.status(), 400..=499) {
        return Ok(Vec::new());
    }
    let message = "a create request that breaks off in the middle is not refused with 400";
    Ok(expect::status(&seen, &[400], message))
}
