use super::*;

check! {
    /// Microsoft Learn has users queried by `emails[type eq "work"].value` where the work e-mail is a matching
    /// attribute: the user with that address is found, and nobody else.
    ///
    /// ## Why it matters
    /// Apps whose accounts are known by e-mail match by it. When the query fails nobody is matched.
    ///
    /// ## Usual cause
    /// The grammar of RFC 7644 has no comparison behind a value path, so that a strict parser refuses it.
    ///
    /// ## How to fix
    /// Accept `attribute[filter].sub eq "value"` and read it as "some element that matches the filter has
    /// this value".
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=emails%5btype+eq+%22work%22%5d.value+eq+%22mira%40tern.example%22
    /// 400 {"scimType":"invalidFilter","detail":"unexpected . behind ]"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=emails%5btype+eq+%22work%22%5d.value+eq+%22mira%40tern.example%22
    /// 200 {"totalResults":1,"Resources":[{"id":"u-7","emails":[{"type":"work","value":"mira@tern.example"}]}]}
    /// ```
    id: "query/filter-by-work-email",
    title: "a query by the work e-mail MUST return exactly the user with that address",
    profile: Entra,
    severity: Error,
    covers: ["E-29", "flt-08", "ent-03"],
    sources: [Learn("get-user-by-query")],
    dialects: Without,
    needs: ["users/create", "users/create-decoy", "users/match", "users/match-percent", "users/match-work-email"],
    run: |e| {
        needs_spelling(e)?;
        finds_the_user(e, "users/match-work-email")
    },
}
