use super::*;

check! {
    /// RFC 7643 §4.1.1 requires a `userName` of every user and §4.2 a `displayName` of every group. So a group
    /// sent to /Users and a user sent to /Groups lack what is required, and RFC 7644 §3.3.1 has the endpoint say
    /// what kind is made.
    ///
    /// ## Why it matters
    /// A client that mixes up two addresses should hear of it, and not find a nameless account later.
    ///
    /// ## Usual cause
    /// The kind is taken from the body, or required attributes are not enforced.
    ///
    /// ## How to fix
    /// Take the kind from the endpoint, and refuse with 400 what lacks its required attributes.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Pilots"}
    /// 201 {"id":"7","displayName":"Pilots"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Pilots"}
    /// 400 {"status":"400","scimType":"invalidValue","detail":"userName is required"}
    /// ```
    id: "create/wrong-kind-refused",
    title: "a body of another resource type SHOULD be refused",
    profile: Rfc,
    severity: Warning,
    covers: ["post-27"],
    sources: [Rfc7643("4.1.1"), Rfc7643("4.2"), Rfc7644("3.3.1")],
    dialects: Without,
    needs: [
        "create/wrong-kind", "create/wrong-kind-group", "create/no-user-name", "create/no-user-name/read",
        "create/plain", "read/group", "membership/create-nameless",
    ],
    run: judge,
}

/// Where nameless users or groups are taken anyway, other checks say so. A refusal tells something only where an
/// ordinary create of the kind is accepted.
fn judge(e: &Evidence) -> Judged {
    let succeeds = |step: &str| e.find(step).is_some_and(|seen| seen.succeeded());
    let groups = succeeds("read/group") && !succeeds("membership/create-nameless");
    let steps = [
        ("create/wrong-kind", "a group sent to /Users", succeeds("create/plain")),
        ("create/wrong-kind-group", "a user sent to /Groups", groups),
    ];
    let told = steps.iter().filter(|(.., tells)| *tells);
    let seen: Vec<_> = told.filter_map(|(step, what, _)| Some((e.find(step)?, what))).collect();
    if seen.is_empty() {
        e.seen("create/wrong-kind")?;
        return Err(needs("no ordinary user or group is accepted"));
    }
    if succeeds("create/no-user-name") {
        return Err(needs("a user without a userName is accepted, which another check names"));
    }
    let wrong =
        seen.into_iter().filter(|(seen, _)| !(400..500).contains(&seen.status()) && seen.status() != 501);
    Ok(wrong
        .map(|(seen, what)| {
            let message = format!("{what} is not refused");
            Finding::at(seen.exchange, message).expected("400", expect::answer(seen.exchange))
        })
        .collect())
}
