use super::*;

check! {
    /// RFC 7643 §2.5 has `null` stand for "no value", and RFC 7644 §3.5.1 names it as the way to clear a
    /// single-valued attribute by PUT. Afterwards the attribute has no value, or a default of the server; not
    /// the value it had.
    ///
    /// ## Why it matters
    /// It is the only way to take a value away from an account by PUT: a title, an address that must no longer
    /// be used.
    ///
    /// ## Usual cause
    /// Nulls are dropped while the request is read, so that they look like attributes that were left out, and
    /// those are kept.
    ///
    /// ## How to fix
    /// Tell null apart from an attribute that is missing, and store it as no value.
    ///
    /// ## Fails
    /// ```http
    /// PUT /Users/u-52
    /// {"schemas":[…],"userName":"dana.okoye@tern.example","title":null}
    /// 200
    /// GET /Users/u-52
    /// 200 {"id":"u-52","title":"Tide analyst", …}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PUT /Users/u-52
    /// {"schemas":[…],"userName":"dana.okoye@tern.example","title":null}
    /// 200
    /// GET /Users/u-52
    /// 200 {"id":"u-52","userName":"dana.okoye@tern.example","meta":{…}}
    /// ```
    id: "put/null-clears",
    title: "null in a PUT MUST NOT leave the old value of a single-valued attribute",
    profile: Rfc,
    severity: Error,
    covers: ["more-31"],
    sources: [Rfc7644("3.5.1"), Rfc7643("2.5")],
    dialects: Without,
    needs: [
        "put/create", "put/get", "put/replace", "put/replace/read", "put/null-create", "put/null-get",
        "put/null", "put/null/read",
    ],
    run: |e| clears(e, "put/null"),
}
