use super::*;

check! {
    /// RFC 7643 §2.5 has an empty array stand for "no value", and RFC 7644 §3.5.1 names it as the way to clear
    /// a multi-valued attribute by PUT. Afterwards the attribute has no value, or a default of the server; not
    /// the values it had.
    ///
    /// ## Why it matters
    /// It is the only way to take a value away from an account by PUT: a title, an address that must no longer
    /// be used.
    ///
    /// ## Usual cause
    /// Elements are added or updated one by one, and for an empty list there is nothing to do.
    ///
    /// ## How to fix
    /// Tell an empty list apart from an attribute that is missing, and store it as no value.
    ///
    /// ## Fails
    /// ```http
    /// PUT /Users/u-52
    /// {"schemas":[…],"userName":"dana.okoye@tern.example","emails":[]}
    /// 200
    /// GET /Users/u-52
    /// 200 {"id":"u-52","emails":[{"type":"work","value":"dana.okoye@tern.example"}], …}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PUT /Users/u-52
    /// {"schemas":[…],"userName":"dana.okoye@tern.example","emails":[]}
    /// 200
    /// GET /Users/u-52
    /// 200 {"id":"u-52","userName":"dana.okoye@tern.example","meta":{…}}
    /// ```
    id: "put/empty-list-clears",
    title: "an empty list in a PUT MUST NOT leave the old values of a multi-valued attribute",
    profile: Rfc,
    severity: Error,
    covers: ["more-31"],
    sources: [Rfc7644("3.5.1"), Rfc7643("2.5")],
    dialects: Without,
    needs: [
        "put/create", "put/get", "put/replace", "put/replace/read", "put/empty-list-create", "put/empty-list-get", "put/empty-list",
        "put/empty-list/read",
    ],
    run: |e| clears(e, "put/empty-list"),
}
