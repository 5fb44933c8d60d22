use super::*;

check! {
    /// RFC 7644 §3.4.2.2 makes the operators of a filter case-insensitive: `Eq` is `eq`.
    ///
    /// ## Why it matters
    /// Clients written in other languages send capitals. Their look-ups fail, and accounts are created twice.
    ///
    /// ## Usual cause
    /// The operator is compared with a list of small words.
    ///
    /// ## How to fix
    /// Turn the operator to lower case before looking it up.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName%20Eq%20%22aiko%40tern.example%22
    /// 400 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400","scimType":"invalidFilter"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName%20Eq%20%22aiko%40tern.example%22
    /// 200 {"totalResults":1,"Resources":[{"id":"4","userName":"aiko@tern.example"}]}
    /// ```
    id: "filters/operators-ignore-case",
    title: "operators in a filter MUST be understood in any letter case",
    profile: Rfc,
    severity: Error,
    covers: ["flt-22"],
    sources: [Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/operators/*",
    ],
    run: |e| Cast::of(e)?.must_find("filters/operators/match", "userName", &["same"]),
}
