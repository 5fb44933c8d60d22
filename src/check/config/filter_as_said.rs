use super::*;

check! {
    /// RFC 7643 §5 defines `supported` as whether the service has the feature. Where it says that filters are
    /// not supported, one is to be refused, and not to select what it asks for.
    ///
    /// ## Why it matters
    /// Entra looks up every account by a filter. A client that reads no loads all users instead.
    ///
    /// ## Usual cause
    /// The document is a constant from the first version, or from an example.
    ///
    /// ## How to fix
    /// Let `filter.supported` follow from what the service does.
    ///
    /// ## Fails
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"filter":{"supported":false,"maxResults":0}}
    /// GET /Users?filter=userName%20eq%20%22mira@tern.example%22
    /// 200 {"totalResults":1,"Resources":[{"id":"7","userName":"mira@tern.example"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"filter":{"supported":true,"maxResults":200}}
    /// GET /Users?filter=userName%20eq%20%22mira@tern.example%22
    /// 200 {"totalResults":1,"Resources":[{"id":"7","userName":"mira@tern.example"}]}
    /// ```
    id: "config/filter-as-said",
    title: "what ServiceProviderConfig says of filters MAY be expected to be so",
    profile: Rfc,
    severity: Note,
    covers: ["cfg-10"],
    sources: [Rfc7643("5"), Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: ["discovery/config", "users/create", "users/create-decoy", "users/match"],
    run: judge,
}

/// A filter that selects nothing, or is ignored, is named by the checks of queries.
fn judge(e: &Evidence) -> Judged {
    let says = says(e, "filter")?;
    let (query, created) = (e.seen("users/match")?, e.seen("users/create")?);
    e.seen("users/create-decoy")?;
    let selects = expect::only_hit(&query, &created).is_empty();
    match (says, selects) {
        (true, true) => Ok(Vec::new()),
        (false, false) if query.status() >= 400 => Ok(Vec::new()),
        (false, true) => {
            let finding = Finding::at(query.exchange, "filters are said not to be supported, and work");
            Ok(vec![finding.expected("400, 403 or 501", expect::answer(query.exchange))])
        }
        _ => Err(named_elsewhere("a filter by userName does not select")),
    }
}
