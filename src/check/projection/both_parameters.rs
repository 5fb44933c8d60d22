use super::*;

check! {
    /// RFC 7644 §3.9 calls the two parameters mutually exclusive and does not say what happens to a request
    /// that has both. Any answer will do that is not a server error.
    ///
    /// ## Why it matters
    /// Entra sends both in one request when it looks for members of large groups.
    ///
    /// ## Usual cause
    /// Two branches of the code each assume that the other parameter is absent.
    ///
    /// ## How to fix
    /// Apply `attributes`, then take away what `excludedAttributes` names.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7?attributes=userName,displayName&excludedAttributes=displayName
    /// 500 {"detail":"an unexpected error occurred","status":"500"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7?attributes=userName,displayName&excludedAttributes=displayName
    /// 200 {"schemas":[…],"id":"7","userName":"tora"}
    /// ```
    id: "projection/both-parameters",
    title: "attributes and excludedAttributes together SHOULD be refused with 400 or one of them win",
    profile: Rfc,
    severity: Warning,
    covers: ["attr-10"],
    sources: [Rfc7644("3.9")],
    dialects: Without,
    needs: ["paging/create-*", "paging/settled", "paging/read", "projection/both"],
    run: |e| Ok(server_error(&e.seen("projection/both")?, "both parameters at once break the server", "200 or 400")),
}
