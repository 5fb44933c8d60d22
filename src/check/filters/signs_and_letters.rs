use super::*;

check! {
    /// RFC 3986 lets every character stand in a query when it is percent-encoded, in UTF-8: also those that
    /// would otherwise end the parameter or the address.
    ///
    /// ## Why it matters
    /// People are called O'Neil and Søn, and groups R&D #7. They are not found, and Entra creates them again.
    ///
    /// ## Usual cause
    /// The query is decoded as a whole before it is split at `&`, or decoded twice.
    ///
    /// ## How to fix
    /// Split the query first, then decode each value once, as UTF-8.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=displayName%20eq%20%22S%C3%B8n%20%26%20co%22
    /// 400 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400","scimType":"invalidFilter"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=displayName%20eq%20%22S%C3%B8n%20%26%20co%22
    /// 200 {"totalResults":1,"Resources":[{"id":"4","displayName":"Søn & co"}]}
    /// ```
    id: "filters/signs-and-letters",
    title: "a filter value with signs and letters beyond ASCII MUST be found when it is percent-encoded",
    profile: Rfc,
    severity: Error,
    covers: ["flt-28", "E-41"],
    sources: [Rfc(3986, "2.1"), Rfc7644("3.4.2.2"), Source::LearnPage("entra/identity/app-provisioning/known-issues", "Known issues for provisioning")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/case/exact",
        "filters/signs/*",
    ],
    run: |e| Cast::with_display_name(e)?.must_find("filters/signs/match", "displayName", &["signs"]),
}
