use super::*;

check! {
    /// RFC 6750 §3 wants at least one parameter (realm, scope, error) behind `Bearer`. A token that does not
    /// count is answered with `error="invalid_token"`; a request without any gets no error code.
    ///
    /// ## Why it matters
    /// The code tells a client whether to renew its token or to send one in the first place.
    ///
    /// ## Usual cause
    /// The header is a constant.
    ///
    /// ## How to fix
    /// Send `Bearer realm="…"` where no token came, and `Bearer realm="…", error="invalid_token"` where a wrong
    /// one did.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users
    ///
    /// 401
    /// WWW-Authenticate: Bearer
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users
    /// Authorization: Bearer not-ours
    ///
    /// 401
    /// WWW-Authenticate: Bearer realm="scim", error="invalid_token"
    /// ```
    id: "auth/challenge-parameters",
    title: "a Bearer challenge SHOULD have a parameter, and the error invalid_token only where a token was sent",
    profile: Rfc,
    severity: Warning,
    covers: ["more-05"],
    sources: [Rfc6750("3"), Rfc6750("3.1")],
    dialects: Without,
    needs: ["refusals/missing-token-get", "refusals/wrong-token-get"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let mut findings = Vec::new();
    let mut judged = false;
    for (seen, bad) in refused_reads(e)?.iter().map(|seen| (seen, carries_token(seen))) {
        let Some(header) = challenge(seen).filter(|header| names_bearer(header)) else { continue };
        judged = true;
        let header_low = header.to_ascii_lowercase();
        let finding = |message: &str, expected: &str| {
            Finding::at(seen.exchange, message).expected(expected, header.to_owned())
        };
        if !header_low.contains('=') {
            findings.push(finding("the Bearer challenge has no parameter", "Bearer realm=\"…\""));
        } else if bad && !header_low.contains("invalid_token") {
            findings.push(finding(
                "the challenge does not say that the token is invalid",
                "error=\"invalid_token\"",
            ));
        } else if !bad && header_low.contains("error=") {
            findings
                .push(finding("the challenge names an error although no token was sent", "no error code"));
        }
    }
    if judged { Ok(findings) } else { Err(Unjudged::not_shown("no 401 carries a Bearer challenge")) }
}

fn names_bearer(header: &str) -> bool {
    header.trim_start().get(..6).is_some_and(|scheme| scheme.eq_ignore_ascii_case("bearer"))
}

fn carries_token(seen: &Seen) -> bool {
    seen.exchange.request.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("authorization"))
}
