use super::*;

check! {
    /// RFC 7644 §3.4.2.2 makes value paths optional. A server that understands `emails[type eq "work" and value
    /// eq "…"]` applies both conditions to the same e-mail; one that does not refuses it with 400.
    ///
    /// ## Why it matters
    /// Across elements, everybody with a work address matches by a private one.
    ///
    /// ## Usual cause
    /// The bracket is translated to conditions on the whole list.
    ///
    /// ## How to fix
    /// Search for one element that fulfils all conditions.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=emails%5Btype%20eq%20%22work%22%20and%20value%20eq%20%22quay%40tern.example%22%5D
    /// 200 {"totalResults":1,"Resources":[{"id":"4","emails":[{"type":"work","value":"desk@tern.example"},{"type":"other","value":"quay@tern.example"}]}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=emails%5Btype%20eq%20%22work%22%20and%20value%20eq%20%22quay%40tern.example%22%5D
    /// 200 {"totalResults":0,"Resources":[]}
    /// ```
    id: "filters/value-path",
    title: "the conditions of a value path, where it is understood, MUST hold for the same element",
    profile: Rfc,
    severity: Error,
    covers: ["flt-26", "more-22"],
    sources: [Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/one-value/*",
    ],
    run: |e| Cast::of(e)?.with_email_types()?.value_path(),
}
