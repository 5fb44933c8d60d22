use super::*;

check! {
    /// RFC 7644 §3.4.2.3 has a server that advertises sorting order the resources by the attribute in `sortBy`;
    /// without `sortOrder` the order is ascending. Judged where ServiceProviderConfig says `sort.supported`.
    ///
    /// ## Why it matters
    /// A client that merges two sorted lists loses resources without noticing when one of them is not sorted.
    ///
    /// ## Usual cause
    /// The parameter is accepted and never used.
    ///
    /// ## How to fix
    /// Apply `sortBy`, or publish `"sort": {"supported": false}`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?sortBy=userName  → wharf, anchor, mast, jetty
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?sortBy=userName  → anchor, jetty, mast, wharf
    /// ```
    id: "sorting/ascending",
    title: "sortBy MUST order the list by that attribute, ascending unless asked otherwise",
    profile: Rfc,
    severity: Error,
    covers: ["sort-01"],
    sources: [Rfc7644("3.4.2.3")],
    dialects: Without,
    needs: ["discovery/config", "paging/create-*", "paging/settled", "paging/all", "sorting/ascending"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    e.needs_support("sort")?;
    set(e)?;
    let seen = e.seen("sorting/ascending")?;
    let refused = expect::status(&seen, &[200], "sorting is advertised, but sortBy=userName is refused");
    if !refused.is_empty() {
        return Ok(refused);
    }
    all_in_order(&listed(seen)?, "userName", false)
}
