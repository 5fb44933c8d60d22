use super::*;

check! {
    /// RFC 7643 §3 makes a resource a JSON object. An array of them is no request of RFC 7644; what creates
    /// several is Bulk. The answer is a 4xx.
    ///
    /// ## Why it matters
    /// A server that takes the first of several drops the others, and the client believes that they exist.
    ///
    /// ## Usual cause
    /// The mapper unwraps arrays with one element, or fails on the cast.
    ///
    /// ## How to fix
    /// Look whether the parsed body is an object, and answer 400 otherwise.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users [{"userName":"ida"},{"userName":"bo"}]
    /// 201 {"id":"u-5","userName":"ida"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users [{"userName":"ida"},{"userName":"bo"}]
    /// 400 {"status":"400","scimType":"invalidSyntax"}
    /// ```
    id: "errors/non-object-body-refused",
    title: "a JSON array where a resource is expected MUST be refused and change nothing",
    profile: Rfc,
    severity: Error,
    covers: ["http-21"],
    sources: [Rfc7644("3.12"), Rfc7643("3")],
    dialects: Without,
    needs: ["refusals/malformed-body", "transport/get", "transport/array-post", "transport/array-post/read", "transport/array-put", "transport/array-put/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    harmless(e, &["array"], &["array"])
}
