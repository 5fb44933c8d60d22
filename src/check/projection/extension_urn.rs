use super::*;

check! {
    /// RFC 7644 §3.10 has no notation for a whole extension. A server may return the container, or nothing of
    /// it, or refuse the name; it is only to answer.
    ///
    /// ## Why it matters
    /// Clients try this spelling, as several servers understand it.
    ///
    /// ## Usual cause
    /// The URN is cut at its last colon, and what remains is no schema.
    ///
    /// ## How to fix
    /// Treat a name that nobody knows as one that selects nothing.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7?attributes=urn:ietf:params:scim:schemas:extension:enterprise:2.0:User
    /// 500 {"detail":"an unexpected error occurred","status":"500"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7?attributes=urn:ietf:params:scim:schemas:extension:enterprise:2.0:User
    /// 200 {"schemas":[…],"id":"7","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Hydrography"}}
    /// ```
    id: "projection/extension-urn",
    title: "attributes with the URN of a whole extension SHOULD be answered without a server error",
    profile: Rfc,
    severity: Note,
    covers: ["attr-06"],
    sources: [Rfc7644("3.10"), Inferred],
    dialects: Without,
    needs: ["paging/create-*", "paging/settled", "paging/read", "projection/extension"],
    run: |e| Ok(server_error(&e.seen("projection/extension")?, "the URN of an extension breaks the server", "200 or 400")),
}
