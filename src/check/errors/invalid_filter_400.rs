use super::*;

check! {
    /// RFC 7644 §3.4.2.2 has a filter that cannot be understood refused with 400 (`invalidFilter`).
    ///
    /// ## Why it matters
    /// A server that answers with everything, or with nothing, when it does not understand a filter makes
    /// Entra link the wrong account or create a second one.
    ///
    /// ## Usual cause
    /// The filter is matched with a regular expression; what does not fit is treated as no filter at all.
    ///
    /// ## How to fix
    /// Parse the filter by its grammar and answer 400 with `"scimType":"invalidFilter"` when that fails.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName+eq
    /// 200 {"totalResults":212}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName+eq
    /// 400 {"status":"400","scimType":"invalidFilter","detail":"a value is missing behind eq"}
    /// ```
    id: "errors/invalid-filter-400",
    title: "a filter that cannot be understood MUST be refused with 400",
    profile: Entra,
    severity: Error,
    covers: [],
    sources: [Rfc7644("3.4.2.2"), Rfc7644("3.12")],
    dialects: Without,
    needs: ["refusals/bad-filter"],
    run: |e| {
        let seen = e.seen("refusals/bad-filter")?;
        Ok(expect::status(&seen, &[400], "the filter `userName eq` without a value is not refused with 400"))
    },
}
