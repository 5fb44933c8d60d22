use super::*;

check! {
    /// RFC 7644 §3.5.2 requires that all operations of a PATCH are applied, in their order.
    ///
    /// ## Why it matters
    /// Entra puts every change of a person into one request. An operation that is left out is not sent again
    /// until the value changes once more.
    ///
    /// ## Usual cause
    /// The handler returns after the first operation, or collects them in a map where one overwrites another.
    ///
    /// ## How to fix
    /// Apply the operations one after the other to a copy of the user, then store the copy.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Replace","path":"title","value":"Pilot"},{"op":"Replace","path":"displayName","value":"Mira Berg"}]}
    /// 204
    /// GET /Users/u-7
    /// 200 {"id":"u-7","title":"Pilot","displayName":"Mira Solberg"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Replace","path":"title","value":"Pilot"},{"op":"Replace","path":"displayName","value":"Mira Berg"}]}
    /// 204
    /// GET /Users/u-7
    /// 200 {"id":"u-7","title":"Pilot","displayName":"Mira Berg"}
    /// ```
    id: "patch/all-operations",
    title: "all operations of a PATCH MUST be applied in their order",
    profile: Entra,
    severity: Error,
    covers: ["pat-08", "E-62", "ent-07"],
    sources: [Rfc7644("3.5.2"), Learn("update-user-multi-valued-properties")],
    dialects: Each,
    needs: ["patch/*"],
    run: |e| takes_effect(e, "patch/several"),
}
