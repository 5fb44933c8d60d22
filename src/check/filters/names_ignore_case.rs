use super::*;

check! {
    /// RFC 7644 §3.4.2.2 and RFC 7643 §2.1 make attribute names case-insensitive, also in filters. Microsoft
    /// Learn asks for the same.
    ///
    /// ## Why it matters
    /// Entra sends the name as an administrator typed it in the mapping: `username` finds nobody on a server
    /// that compares exactly.
    ///
    /// ## Usual cause
    /// The name is used as a key into a map of columns.
    ///
    /// ## How to fix
    /// Compare names without regard to case, everywhere with the same function.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=USERNAME%20eq%20%22aiko%40tern.example%22
    /// 400 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400","scimType":"invalidFilter"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=USERNAME%20eq%20%22aiko%40tern.example%22
    /// 200 {"totalResults":1,"Resources":[{"id":"4","userName":"aiko@tern.example"}]}
    /// ```
    id: "filters/names-ignore-case",
    title: "attribute names in a filter MUST be understood in any letter case",
    profile: Rfc,
    severity: Error,
    covers: ["flt-22", "E-27"],
    sources: [Rfc7644("3.4.2.2"), Rfc7643("2.1"), Learn("general")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/names/*",
    ],
    run: |e| Cast::of(e)?.must_find("filters/names/match", "userName", &["same"]),
}
