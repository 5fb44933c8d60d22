use super::*;

check! {
    /// RFC 7644 §3.10 names attributes by their schema and lets clients leave the URN of the core schema out. A
    /// filter with the URN means the same as one without.
    ///
    /// ## Why it matters
    /// Clients that treat all schemas alike always send the URN. They find nobody.
    ///
    /// ## Usual cause
    /// The path is cut at dots and colons, and the version number of the URN is in the way.
    ///
    /// ## How to fix
    /// Take everything up to the last colon for the URN, and know those of the core schemas.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=urn%3Aietf%3Aparams%3Ascim%3Aschemas%3Acore%3A2.0%3AUser%3AuserName%20eq%20%22aiko%22
    /// 400 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400","scimType":"invalidFilter"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=urn%3Aietf%3Aparams%3Ascim%3Aschemas%3Acore%3A2.0%3AUser%3AuserName%20eq%20%22aiko%22
    /// 200 {"totalResults":1,"Resources":[{"id":"4","userName":"aiko"}]}
    /// ```
    id: "filters/urn-of-core",
    title: "a core attribute in a filter MUST be understood with its schema URN in front",
    profile: Rfc,
    severity: Error,
    covers: ["flt-23"],
    sources: [Rfc7644("3.10"), Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: ["discovery/config", "filters/create/*", "filters/get/*", "filters/baseline", "filters/urn/*"],
    run: |e| Cast::of(e)?.must_find("filters/urn/match", "userName", &["same"]),
}
