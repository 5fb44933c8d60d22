use super::*;

check! {
    /// RFC 7644 §3.4.1 reads a resource below the endpoint of its type. The id of a group below /Users is unknown
    /// there and answered with 404.
    ///
    /// ## Why it matters
    /// A client that got hold of the wrong id reads a group, takes it for a user and writes to it.
    ///
    /// ## Usual cause
    /// All resources are in one table, and the look-up asks for the id alone.
    ///
    /// ## How to fix
    /// Ask for type and id.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/3
    /// 200 {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"id":"3","displayName":"Pilots"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/3
    /// 404
    /// ```
    id: "read/other-kind-404",
    title: "the id of a group SHOULD NOT be found among the users",
    profile: Rfc,
    severity: Warning,
    covers: ["get-04"],
    sources: [Rfc7644("3.4.1"), Rfc7644("3.12")],
    dialects: Without,
    needs: ["read/group/read", "read/group-among-users", "users/unknown-id"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let own = e.seen("read/group/read")?;
    if own.status() != 200 {
        return Err(needs("the group cannot be read among the groups"));
    }
    if e.seen("users/unknown-id")?.status() != 404 {
        return Err(needs("unknown ids are not answered with 404, which another check names"));
    }
    let seen = e.seen("read/group-among-users")?;
    if (400..500).contains(&seen.status()) {
        return Ok(Vec::new());
    }
    let name = |seen: &Seen| access::member(seen.body()?, "displayName").cloned();
    if seen.succeeded() && seen.body().is_some() && name(&seen) != name(&own) {
        return Err(needs("a user has the id of the group, which another check names"));
    }
    let message = if seen.succeeded() {
        "a group is found among the users"
    } else {
        "the id of a group among the users is not answered with a 4xx"
    };
    let finding = Finding::at(seen.exchange, message);
    Ok(vec![finding.expected("404", expect::answer(seen.exchange))])
}
