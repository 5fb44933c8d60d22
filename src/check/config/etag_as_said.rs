use super::*;

check! {
    /// RFC 7643 §5 defines `supported` as whether the service has the feature. RFC 7644 §3.14 has versions as
    /// `ETag` headers; where `etag.supported` is true, reads of users and of groups carry one. One that is
    /// sent without being advertised is no fault.
    ///
    /// ## Why it matters
    /// A client that reads yes makes its changes conditional. Without a version of the group it cannot, and
    /// overwrites what another client did.
    ///
    /// ## Usual cause
    /// Versions were added to users, and the handler of groups was forgotten.
    ///
    /// ## How to fix
    /// Send `ETag`, and the same text in `meta.version`, with every single resource; or say that ETags are not
    /// supported.
    ///
    /// ## Fails
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"etag":{"supported":true}}
    /// GET /Groups/3
    /// 200 {"id":"3","displayName":"Harbour crew"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"etag":{"supported":true}}
    /// GET /Groups/3
    /// ETag: W/"8c1f"
    /// 200 {"id":"3","displayName":"Harbour crew","meta":{"version":"W/\"8c1f\""}}
    /// ```
    id: "config/etag-as-said",
    title: "a tenant that advertises ETags MUST send them with every kind of resource",
    profile: Rfc,
    severity: Error,
    covers: ["cfg-13"],
    sources: [Rfc7643("5"), Rfc7644("3.14")],
    dialects: Without,
    needs: ["discovery/config", "discovery/get", "connection/test-groups", "groups/get"],
    run: judge,
}

/// That users carry none is judged by the checks of versions.
fn judge(e: &Evidence) -> Judged {
    if !says(e, "etag")? {
        let reason = "ServiceProviderConfig does not advertise etag";
        return Err(Unjudged::Skipped(SkipKind::NotAdvertised, reason.to_owned()));
    }
    let user = e.seen("discovery/get")?;
    let has_tag =
        |seen: &Seen| seen.exchange.response().is_some_and(|response| response.header("etag").is_some());
    if !has_tag(&user) {
        return Err(named_elsewhere("a user is shown without ETag"));
    }
    let has_groups = e.find("connection/test-groups").is_some_and(|test| test.succeeded());
    if !e.suite().sends_groups() || !has_groups {
        return Ok(Vec::new());
    }
    let group = e.seen("groups/get")?;
    if group.status() != 200 {
        return Err(named_elsewhere("a group cannot be read"));
    }
    if has_tag(&group) {
        return Ok(Vec::new());
    }
    let finding = Finding::at(group.exchange, "ETags are said to be supported, and a group has none");
    Ok(vec![finding.expected("an ETag header", "none")])
}
