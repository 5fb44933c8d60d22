use super::*;

check! {
    /// RFC 7644 §2 and RFC 6750 §3.1: a bearer token without a single character is no credential. The answer is
    /// 401; 400 is lawful, as the header is malformed, and 403 of a gateway is a refusal too.
    ///
    /// ## Why it matters
    /// An empty token is what a misconfigured client sends. If it passes, everybody does.
    ///
    /// ## Usual cause
    /// An empty string counts as false, and the comparison is left out; or it equals a secret that was never
    /// set.
    ///
    /// ## How to fix
    /// Treat an empty token like a missing one, on every method, and refuse to start without a secret.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users
    /// Authorization: Bearer
    ///
    /// 200 {"totalResults":31}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users
    /// Authorization: Bearer
    ///
    /// 401
    /// ```
    id: "auth/empty-token-401",
    title: "a request with an empty token MUST be refused, whatever its method",
    profile: Rfc,
    severity: Error,
    covers: ["auth-05"],
    sources: [Rfc7644("2"), Rfc6750("3.1")],
    dialects: Without,
    needs: ["refusals/missing-token-get", "transport/empty-token-get", "transport/empty-token-post", "transport/empty-token-put", "transport/empty-token-patch"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    if e.seen("refusals/missing-token-get")?.status() != 401 {
        let reason = "a request without a token is not refused with 401 either, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    let mut findings = Vec::new();
    for verb in ["get", "post", "put", "patch"] {
        let seen = e.seen(&format!("transport/empty-token-{verb}"))?;
        let lawful: &[u16] = if verb == "put" { &[400, 401, 403, 404, 405, 501] } else { &[400, 401, 403] };
        findings.extend(expect::status(&seen, lawful, "a request with an empty token is not refused"));
    }
    Ok(findings)
}
