use super::*;

check! {
    /// RFC 9110 §11.1 makes the names of schemes case-insensitive: `bearer` is `Bearer`.
    ///
    /// ## Why it matters
    /// Some clients and gateways write it in lower case, and their tokens are as good.
    ///
    /// ## Usual cause
    /// The header is compared with the prefix `Bearer ` as text.
    ///
    /// ## How to fix
    /// Compare the scheme without regard to case.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users
    /// Authorization: bearer (a valid token)
    ///
    /// 401
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users
    /// Authorization: bearer (a valid token)
    ///
    /// 200 {"totalResults":0}
    /// ```
    id: "auth/scheme-ignores-case",
    title: "the name of the authentication scheme SHOULD be read in any letter case",
    profile: Rfc,
    severity: Warning,
    covers: ["auth-07"],
    sources: [Rfc9110("11.1")],
    dialects: Without,
    needs: ["connection/test", "transport/lower-case-scheme"],
    run: judge,
}

/// The exchange is read as it is: a 401 is what this is about.
fn judge(e: &Evidence) -> Judged {
    if !e.seen("connection/test")?.succeeded() {
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, "connection/test did not succeed".to_owned()));
    }
    let sent = e.everywhere("transport/lower-case-scheme");
    let Some(exchange) = sent.first().filter(|exchange| exchange.response().is_some()) else {
        e.seen("transport/lower-case-scheme")?;
        return Err(Unjudged::not_shown("no request with the scheme in lower case was answered"));
    };
    if !exchange.request.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("authorization")) {
        return Err(Unjudged::not_shown("the run uses no credential with a scheme"));
    }
    if matches!(exchange.status(), Some(429 | 502..=504)) {
        return Err(Unjudged::not_shown("the tenant was too busy to answer the request"));
    }
    let refused = !exchange.succeeded();
    let finding = || Finding::at(exchange, "the scheme is refused in lower case");
    Ok(refused.then(|| finding().expected("200", expect::answer(exchange))).into_iter().collect())
}
