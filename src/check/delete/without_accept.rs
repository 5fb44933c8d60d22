use super::*;

check! {
    /// A DELETE has no answer whose type would have to be agreed on. RFC 9110 §12.5.1 has a request without
    /// `Accept` take any type.
    ///
    /// ## Why it matters
    /// What Entra sends in `Accept` is not documented. A server that insists on one keeps the accounts of
    /// people who have left.
    ///
    /// ## Usual cause
    /// A filter in front of the handlers demands `Accept: application/scim+json` on every request.
    ///
    /// ## How to fix
    /// Treat a missing `Accept` as `*/*`.
    ///
    /// ## Fails
    /// ```http
    /// DELETE /Users/u-52
    /// 406 {"schemas":[…],"status":"406","detail":"send Accept: application/scim+json"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// DELETE /Users/u-52
    /// 204
    /// ```
    id: "delete/without-accept",
    title: "a DELETE without an Accept header SHOULD work",
    profile: Rfc,
    severity: Warning,
    covers: ["del-13"],
    sources: [Rfc9110("12.5.1"), Inferred],
    dialects: Without,
    needs: ["delete/first", "delete/get-bare", "delete/without-accept"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    needs_delete(e)?;
    let seen = e.seen("delete/without-accept")?;
    if seen.succeeded() {
        return Ok(Vec::new());
    }
    Ok(expect::status(&seen, &[204], "a DELETE without an Accept header is refused"))
}
