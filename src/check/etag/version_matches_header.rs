use super::*;

check! {
    /// RFC 7643 §3.1 requires `meta.version`, where it is shown, to be the same as the ETag header of the
    /// answer, quotes and `W/` included.
    ///
    /// ## Why it matters
    /// Clients take the version from wherever they find it, lists included, where there is no header. If the
    /// two differ, one of them is refused with 412 although nothing has changed.
    ///
    /// ## Usual cause
    /// The header is made by the web framework, often from the bytes of the answer, and `meta.version` by the
    /// application.
    ///
    /// ## How to fix
    /// Make the version once and show it in both places; switch the framework's own ETags off for the SCIM
    /// endpoints.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/84c1
    /// 200
    /// ETag: W/"5"
    /// {"id":"84c1","meta":{"version":"\"a9f0\""}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/84c1
    /// 200
    /// ETag: W/"5"
    /// {"id":"84c1","meta":{"version":"W/\"5\""}}
    /// ```
    id: "etag/version-matches-header",
    title: "meta.version MUST be the same as the ETag header of the same answer",
    profile: Rfc,
    severity: Error,
    covers: ["etag-02"],
    sources: [Rfc7643("3.1"), Rfc7644("3.14")],
    dialects: Without,
    needs: ["discovery/config", "etag/create", "etag/get", "etag/put/read"],
    run: judge,
}

/// What is no entity tag to begin with is named by `etag/version-format`.
fn judge(e: &Evidence) -> Judged {
    e.needs_support("etag")?;
    let steps = ["etag/get", "etag/create", "etag/put/read"];
    e.seen(steps[0])?;
    let shown: Vec<_> = steps.iter().filter_map(|step| both(&e.find(step)?)).collect();
    if shown.is_empty() {
        return Err(Unjudged::not_shown("no answer shows a version in both places, which it need not"));
    }
    if shown.iter().any(|(_, tag, version)| !is_entity_tag(tag) || !is_entity_tag(version)) {
        return Err(named_elsewhere("the version is no entity tag"));
    }
    let differs = shown.into_iter().find(|(_, tag, version)| tag != version);
    let finding = |(exchange, tag, version): (_, &str, &str)| {
        let finding = Finding::at(exchange, "meta.version is not the ETag of the same answer");
        finding.expected(tag, version).pointer("/meta/version")
    };
    Ok(differs.map(finding).into_iter().collect())
}

fn both<'a>(seen: &Seen<'a>) -> Option<(&'a crate::http::Exchange, &'a str, &'a str)> {
    Some((seen.exchange, tag(seen)?, version(seen)?.as_str()?))
}
