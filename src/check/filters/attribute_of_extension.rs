use super::*;

check! {
    /// RFC 7644 §3.10 names attributes of an extension by its URN, in filters as well. A server that does not
    /// do so may refuse the filter with 400 `invalidFilter`.
    ///
    /// ## Why it matters
    /// Departments and employee numbers live in the enterprise extension. A filter that finds nobody there
    /// looks like an empty department.
    ///
    /// ## Usual cause
    /// The attribute is looked up at the top level of the resource.
    ///
    /// ## How to fix
    /// Look for the attribute in the member that is named by the URN.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=urn%3Aietf%3Aparams%3Ascim%3Aschemas%3Aextension%3Aenterprise%3A2.0%3AUser%3Adepartment%20eq%20%22Hydrography%22
    /// 200 {"totalResults":0,"Resources":[]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=urn%3Aietf%3Aparams%3Ascim%3Aschemas%3Aextension%3Aenterprise%3A2.0%3AUser%3Adepartment%20eq%20%22Hydrography%22
    /// 200 {"totalResults":1,"Resources":[{"id":"4","userName":"aiko"}]}
    /// ```
    id: "filters/attribute-of-extension",
    title: "a filter by an attribute of an extension MUST compare the value in the extension",
    profile: Rfc,
    severity: Error,
    covers: ["flt-24", "more-22"],
    sources: [Rfc7644("3.10"), Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/extension/*",
    ],
    run: |e| Cast::of(e)?.against("middle")?.finds("filters/extension/match", DEPARTMENT, &["front"]),
}
