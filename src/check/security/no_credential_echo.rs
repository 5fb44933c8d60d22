use super::*;

check! {
    /// RFC 7643 §7 keeps passwords out of every answer. The token deserves the same: no header and no error
    /// text repeats what came in `Authorization`.
    ///
    /// ## Why it matters
    /// Answers are logged in places where requests are not: Entra's provisioning log shows the text of an error
    /// to everybody who may read the log.
    ///
    /// ## Usual cause
    /// A debugging handler that prints the request it could not deal with.
    ///
    /// ## How to fix
    /// Leave request headers out of error messages.
    ///
    /// ## Fails
    /// ```http
    /// GET /NoSuchEndpoint
    /// 404 {"detail":"no route; authorization: Bearer 5d0c…"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /NoSuchEndpoint
    /// 404 {"detail":"no route"}
    /// ```
    id: "security/no-credential-echo",
    title: "an answer SHOULD hold no copy of the credential",
    profile: Rfc,
    severity: Warning,
    covers: ["auth-14"],
    sources: [Rfc7643("7"), Rfc6750("5.3")],
    dialects: Without,
    needs: ["*", "transport/unknown-path"],
    run: judge,
}

/// What the tool knows as secret it has made unreadable before anything was recorded.
fn judge(e: &Evidence) -> Judged {
    e.seen("connection/test")?;
    let repeats = |response: &crate::http::Response| {
        let header = response.headers.iter().any(|(name, value)| {
            !name.eq_ignore_ascii_case("set-cookie") && value.contains(crate::secret::REDACTED)
        });
        header || response.body.contains(crate::secret::REDACTED)
    };
    // A short value of a header of the user's, such as the name of a tenant, may be an ordinary word of addresses and
    // names. What the request itself holds outside of its headers is no secret that an answer gives away.
    let ordinary = |request: &crate::http::Request| {
        let body = request.body.as_deref().unwrap_or_default();
        request.url.contains(crate::secret::REDACTED) || body.contains(crate::secret::REDACTED)
    };
    let exchanges = e.exchanges().map(|(_, exchange)| exchange).filter(|x| !ordinary(&x.request));
    let found = exchanges.into_iter().find(|x| x.response().is_some_and(repeats));
    let finding = |exchange| Finding::at(exchange, "the answer repeats the credential of the request");
    Ok(found
        .map(|exchange| finding(exchange).expected("no secret in the answer", "the credential"))
        .into_iter()
        .collect())
}
