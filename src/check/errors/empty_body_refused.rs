use super::*;

check! {
    /// RFC 7644 §3.3 and §3.5.1 have a resource in the body. Without one there is nothing to create or to put
    /// in its place: a 4xx, 400 at best.
    ///
    /// ## Why it matters
    /// Empty bodies come from proxies that time out. A 5xx looks like an outage, a 2xx is an account without a
    /// name.
    ///
    /// ## Usual cause
    /// The missing body becomes a null that nobody expected.
    ///
    /// ## How to fix
    /// Answer 400 when the body is empty.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users
    /// 500
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users
    /// 400 {"status":"400","scimType":"invalidSyntax","detail":"the body is empty"}
    /// ```
    id: "errors/empty-body-refused",
    title: "POST and PUT without a body MUST be refused and change nothing",
    profile: Rfc,
    severity: Error,
    covers: ["http-20", "err-07"],
    sources: [Rfc7644("3.12"), Rfc7644("3.3")],
    dialects: Without,
    needs: ["refusals/malformed-body", "transport/get", "transport/empty-post", "transport/empty-post/read", "transport/empty-put", "transport/empty-put/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    harmless(e, &["empty"], &["empty"])
}
