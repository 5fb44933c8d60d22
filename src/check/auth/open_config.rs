use super::*;

check! {
    /// RFC 7643 §5 recommends that the configuration can be read before anybody has a credential, because it
    /// says which one is needed. A server may keep it closed with 401 or 403.
    ///
    /// ## Why it matters
    /// A client that looks around before it is configured must not meet a crash.
    ///
    /// ## Usual cause
    /// The handler takes for granted that a user or a tenant was found from the token.
    ///
    /// ## How to fix
    /// Serve the document to everybody, or refuse in front of the handler.
    ///
    /// ## Fails
    /// ```http
    /// GET /ServiceProviderConfig
    /// 500
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ServiceProviderConfig
    /// 401
    /// ```
    id: "auth/open-config",
    title: "ServiceProviderConfig without a credential SHOULD be shown or refused, without an error of the server",
    profile: Rfc,
    severity: Warning,
    covers: ["auth-09"],
    sources: [Rfc7643("5"), Rfc7644("4")],
    dialects: Without,
    needs: ["transport/open-config"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let seen = e.seen("transport/open-config")?;
    let message = "a look at ServiceProviderConfig without a credential fails";
    Ok(expect::status(&seen, &[200, 401, 403, 404], message))
}
