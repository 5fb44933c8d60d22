use super::*;

check! {
    /// RFC 7644 §3.12 has a body that cannot be parsed refused: 400 with `invalidSyntax` at best, another 4xx
    /// at worst. Nothing is changed by it.
    ///
    /// ## Why it matters
    /// A replacement that broke off on the way must not empty the account it was meant for.
    ///
    /// ## Usual cause
    /// Other handlers catch parse errors, the one for PUT does not; or it takes an unreadable body for an empty
    /// one.
    ///
    /// ## How to fix
    /// Parse before you look at the resource, and answer 400 where that fails.
    ///
    /// ## Fails
    /// ```http
    /// PUT /Users/u-3 {"userName":"mi
    /// 500
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PUT /Users/u-3 {"userName":"mi
    /// 400 {"status":"400","scimType":"invalidSyntax"}
    /// ```
    id: "errors/malformed-put-refused",
    title: "a PUT whose body is not JSON MUST be refused and change nothing",
    profile: Rfc,
    severity: Error,
    covers: ["http-19", "err-07"],
    sources: [Rfc7644("3.12"), Rfc7644("3.5.1")],
    dialects: Without,
    needs: ["refusals/malformed-body", "transport/get", "transport/malformed-put", "transport/malformed-put/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    harmless(e, &[], &["malformed"])
}
