use super::*;

check! {
    /// RFC 7644 §3.12 has 404 for an endpoint that does not exist.
    ///
    /// ## Why it matters
    /// A mistyped base URL should be seen at once. A 200 from some start page makes Test Connection pass and
    /// everything else fail.
    ///
    /// ## Usual cause
    /// A single-page application or a catch-all route answers every path.
    ///
    /// ## How to fix
    /// Let nothing but SCIM answer below the base URL.
    ///
    /// ## Fails
    /// ```http
    /// GET /NoSuchEndpoint
    /// 200 <html>Welcome</html>
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /NoSuchEndpoint
    /// 404 {"status":"404","detail":"there is no endpoint /NoSuchEndpoint"}
    /// ```
    id: "errors/unknown-path-404",
    title: "a path that names no endpoint SHOULD be answered with 404",
    profile: Rfc,
    severity: Warning,
    covers: ["http-27"],
    sources: [Rfc7644("3.12"), Rfc9110("15.5.5")],
    dialects: Without,
    needs: ["transport/unknown-path"],
    run: judge,
}

/// Gateways forbid what they do not know, which says as much.
fn judge(e: &Evidence) -> Judged {
    let seen = e.seen("transport/unknown-path")?;
    Ok(expect::status(&seen, &[404, 403, 501], "a path that names nothing is not answered with 404"))
}
