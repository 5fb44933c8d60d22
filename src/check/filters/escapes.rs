use super::*;

check! {
    /// RFC 7644 §3.4.2.2 takes the values of a filter from JSON: `\"` stands for a quote and `\\` for a
    /// backslash.
    ///
    /// ## Why it matters
    /// Names with nicknames in quotes are not found, and where the escape ends the text, a name can change the
    /// filter.
    ///
    /// ## Usual cause
    /// The text between the first and the last quote is taken as it is.
    ///
    /// ## How to fix
    /// Read the value with the JSON parser.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=displayName%20eq%20%22Quay%20%5C%22R%5C%22%22
    /// 200 {"totalResults":0,"Resources":[]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=displayName%20eq%20%22Quay%20%5C%22R%5C%22%22
    /// 200 {"totalResults":1,"Resources":[{"id":"4","displayName":"Quay \"R\""}]}
    /// ```
    id: "filters/escapes",
    title: "a quote and a backslash that are escaped in a filter MUST match the stored characters",
    profile: Rfc,
    severity: Error,
    covers: ["flt-27"],
    sources: [Rfc7644("3.4.2.2"), Rfc(8259, "7")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/case/exact",
        "filters/escapes/*",
    ],
    run: |e| Cast::with_display_name(e)?.must_find("filters/escapes/match", "displayName", &["quoted"]),
}
