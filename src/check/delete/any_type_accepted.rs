use super::*;

check! {
    /// A DELETE has no answer whose type would have to be agreed on: it works with `Accept: */*`, which RFC
    /// 9110 §12.5.1 gives the same meaning as no `Accept` at all, and without a `Content-Type`.
    ///
    /// ## Why it matters
    /// What Entra sends in `Accept` is not documented. A server that insists on SCIM's media type keeps the
    /// accounts of people who have left.
    ///
    /// ## Usual cause
    /// A filter in front of the handlers demands `application/scim+json` in `Accept` on every request.
    ///
    /// ## How to fix
    /// Take a missing `Accept` and `*/*` for what they say.
    ///
    /// ## Fails
    /// ```http
    /// DELETE /Users/u-52
    /// Accept: */*
    /// 406 {"schemas":[…],"status":"406","detail":"send Accept: application/scim+json"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// DELETE /Users/u-52
    /// Accept: */*
    /// 204
    /// ```
    id: "delete/any-type-accepted",
    title: "a DELETE that takes any type of answer SHOULD work",
    profile: Rfc,
    severity: Warning,
    covers: ["del-13"],
    sources: [Rfc9110("12.5.1"), Inferred],
    dialects: Without,
    needs: ["delete/first", "delete/get-bare", "delete/any-type"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    needs_delete(e)?;
    let seen = e.seen("delete/any-type")?;
    if seen.succeeded() {
        return Ok(Vec::new());
    }
    Ok(expect::status(&seen, &[204], "a DELETE that takes any type of answer is refused"))
}
