use super::*;

check! {
    /// RFC 7644 §3.4.2.3 allows two values of `sortOrder`. With `descending` the largest value comes first; in
    /// which order equal values come is free. Judged where sorting is advertised.
    ///
    /// ## Why it matters
    /// Whoever asks for the latest changes first gets the oldest.
    ///
    /// ## Usual cause
    /// `sortOrder` is not read, or compared with another word such as `desc`.
    ///
    /// ## How to fix
    /// Read `sortOrder`, letter case aside, and reverse the order for `descending`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?sortBy=userName&sortOrder=descending  → anchor, jetty, mast, wharf
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?sortBy=userName&sortOrder=descending  → wharf, mast, jetty, anchor
    /// ```
    id: "sorting/descending",
    title: "sortOrder=descending MUST turn the order round",
    profile: Rfc,
    severity: Error,
    covers: ["sort-02"],
    sources: [Rfc7644("3.4.2.3")],
    dialects: Without,
    needs: ["discovery/config", "paging/create-*", "paging/settled", "paging/all", "sorting/ascending", "sorting/descending"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    unless(&ascending::CHECK, e)?;
    all_in_order(&sorted(e, "sorting/descending")?, "userName", true)
}
