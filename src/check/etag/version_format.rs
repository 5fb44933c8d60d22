use super::*;

check! {
    /// RFC 7643 §3.1 makes `meta.version` the resource's entity tag, and RFC 9110 §8.8.3 says how one is
    /// written: in double quotes, with `W/` in front if it is weak.
    ///
    /// ## Why it matters
    /// Clients copy the version into If-Match as it stands. Without quotes it is no entity tag, and libraries
    /// and proxies refuse the request or drop the header.
    ///
    /// ## Usual cause
    /// The version is a bare counter or hash; or the JSON writer removed the quotes.
    ///
    /// ## How to fix
    /// Quote the version, as in `W/"5"`, in the header and in `meta.version`. In JSON the quotes are escaped:
    /// `"W/\"5\""`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/84c1
    /// 200
    /// ETag: W/"5"
    /// {"id":"84c1","meta":{"version":"5"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/84c1
    /// 200
    /// ETag: W/"5"
    /// {"id":"84c1","meta":{"version":"W/\"5\""}}
    /// ```
    id: "etag/version-format",
    title: "versions MUST have the form of entity tags, in the header and in meta.version",
    profile: Rfc,
    severity: Error,
    covers: ["etag-03"],
    sources: [Rfc7643("3.1"), Rfc9110("8.8.3")],
    dialects: Without,
    needs: ["discovery/config", "etag/create", "etag/get"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    e.needs_support("etag")?;
    let seen = [e.seen("etag/get")?, e.seen("etag/create")?];
    if seen.iter().all(|seen| tag(seen).is_none() && version(seen).is_none()) {
        return Err(Unjudged::not_shown("no answer shows a version"));
    }
    Ok(seen.iter().find_map(fault).into_iter().collect())
}

fn fault(seen: &Seen) -> Option<Finding> {
    let expected = "an entity tag such as W/\"5\"";
    if let Some(tag) = tag(seen).filter(|tag| !is_entity_tag(tag)) {
        let finding = Finding::at(seen.exchange, "the ETag header is no entity tag");
        return Some(finding.expected(expected, tag));
    }
    let version = version(seen).filter(|version| !version.as_str().is_some_and(is_entity_tag))?;
    let finding = Finding::at(seen.exchange, "meta.version is no entity tag");
    Some(finding.expected(expected, expect::quote(version)).pointer("/meta/version"))
}
