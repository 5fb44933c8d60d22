use super::*;

check! {
    /// RFC 7643 §5 defines `supported` as whether the service has the feature. RFC 7644 §3.4.2.3 makes sorting
    /// optional; a client that asks for it all the same is to get an unsorted list, not an error.
    ///
    /// ## Why it matters
    /// Generic clients add `sortBy` to every list. An error keeps them from reading any user at all.
    ///
    /// ## Usual cause
    /// Unknown or unsupported parameters are refused by a strict validator.
    ///
    /// ## How to fix
    /// Ignore `sortBy` and `sortOrder` where you do not sort.
    ///
    /// ## Fails
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"sort":{"supported":false}}
    /// GET /Users?sortBy=userName&count=3
    /// 400 {"status":"400","detail":"unknown parameter sortBy"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"sort":{"supported":false}}
    /// GET /Users?sortBy=userName&count=3
    /// 200 {"totalResults":214,"Resources":[{"id":"7"},{"id":"3"},{"id":"9"}]}
    /// ```
    id: "config/sort-as-said",
    title: "a tenant that does not advertise sorting SHOULD ignore sortBy",
    profile: Rfc,
    severity: Warning,
    covers: ["cfg-11"],
    sources: [Rfc7643("5"), Rfc7644("3.4.2.3")],
    dialects: Without,
    needs: ["discovery/config", "discovery/sorted", "discovery/page"],
    run: judge,
}

/// The order where sorting is advertised is judged by the checks of sorting.
fn judge(e: &Evidence) -> Judged {
    let says = says(e, "sort")?;
    let (sorted, plain) = (e.seen("discovery/sorted")?, e.seen("discovery/page")?);
    if sorted.succeeded() {
        return Ok(Vec::new());
    }
    if says || !plain.succeeded() {
        return Err(named_elsewhere("a sorted query is refused"));
    }
    let finding = Finding::at(sorted.exchange, "sortBy is refused instead of being ignored");
    Ok(vec![finding.expected("200", expect::answer(sorted.exchange))])
}
