use super::*;

check! {
    /// The grammar of RFC 7644 §3.4.2.2 puts texts in quotes, though an example in §3.4.2.1 leaves them out,
    /// and so did an early sample of Microsoft. A server may refuse such a filter with 400 or read the word as
    /// the text. It does not return others.
    ///
    /// ## Why it matters
    /// A filter that is dropped for want of quotes returns everybody, and the first of them gets linked.
    ///
    /// ## Usual cause
    /// The value is looked for between quotes, and without them there is no filter.
    ///
    /// ## How to fix
    /// Refuse the filter with 400 `invalidFilter`, or take the word as the text.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName%20eq%20aiko
    /// 200 {"totalResults":2,"Resources":[{"id":"4","userName":"aiko"},{"id":"7","userName":"mira"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName%20eq%20aiko
    /// 200 {"totalResults":1,"Resources":[{"id":"4","userName":"aiko"}]}
    /// ```
    id: "filters/unquoted-value",
    title: "a text without quotes in a filter SHOULD be refused or read as that text",
    profile: Rfc,
    severity: Warning,
    covers: ["flt-32", "E-40"],
    sources: [Rfc7644("3.4.2.2"), Rfc7644("3.4.2.1"), Source::Inferred],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/unquoted/*",
        "refusals/bad-filter",
    ],
    run: |e| {
        needs_grammar(e)?;
        Cast::of(e)?.finds_or_refuses("filters/unquoted/match", "userName", &["same"])
    },
}
