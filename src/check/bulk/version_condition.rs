use super::*;

check! {
    /// RFC 7644 §3.7 has the `version` of an operation act as If-Match where ETags are supported: with an old
    /// one the operation is refused with 412 (409 is accepted), and nothing changes.
    ///
    /// ## Why it matters
    /// A client that protects the changes of others in single requests expects the same of Bulk. If the version
    /// is ignored, changes are lost without a trace. Entra sends no bulk requests; other clients do.
    ///
    /// ## Usual cause
    /// The member is not handed to the code that looks at If-Match.
    ///
    /// ## How to fix
    /// Hand `version` to the single request as If-Match.
    ///
    /// ## Fails
    /// ```http
    /// POST /Bulk
    /// {"Operations":[{"method":"PATCH","path":"/Users/84c1","version":"W/\"4\"","data":{…}}]}
    /// 200 {"Operations":[{"method":"PATCH","status":"200","version":"W/\"6\"",…}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Bulk
    /// {"Operations":[{"method":"PATCH","path":"/Users/84c1","version":"W/\"4\"","data":{…}}]}
    /// 200 {"Operations":[{"method":"PATCH","status":"412","response":{…},…}]}
    /// ```
    id: "bulk/version-condition",
    title: "an operation with an old version MUST be refused with 412",
    profile: Rfc,
    severity: Error,
    covers: ["bulk-18"],
    sources: [Rfc7644("3.7"), Rfc7644("3.14")],
    dialects: Without,
    needs: [
        "discovery/config",
        "bulk/create",
        "bulk/create/tern",
        "bulk/patch/read",
        "bulk/version",
        "bulk/version/read",
    ],
    run: |e| unless_named(e, judge(e), &["etag/if-match-stale"]),
}

fn judge(e: &Evidence) -> Judged {
    needs_bulk(e)?;
    e.needs_support("etag")?;
    let tag = |step: &str| e.seen(step).map(|seen| seen.exchange.response().and_then(|r| r.header("etag")));
    let (old, new) = (tag("bulk/create/tern")?, tag("bulk/patch/read")?);
    if old.is_none() || old == new {
        return Err(named_elsewhere("the ETag is missing or does not change with the user"));
    }
    let seen = e.seen("bulk/version")?;
    let status = if seen.status() == 200 { result(&seen, 0).and_then(code) } else { Some(seen.status()) };
    let changed = e.find("bulk/version/read").and_then(|read| read.exchange.response());
    let changed = changed.is_some_and(|response| response.body.contains("Mooring nine"));
    if [Some(412), Some(409)].contains(&status) && !changed {
        return Ok(Vec::new());
    }
    let message = if changed {
        "an operation with an old version changed the user"
    } else {
        "an operation with an old version is not refused with 412"
    };
    let actual = status.map_or_else(|| "no status".to_owned(), |status| status.to_string());
    Ok(vec![Finding::at(seen.exchange, message).expected("412", actual)])
}
