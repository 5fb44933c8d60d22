use super::*;

check! {
    /// Test G1 of Microsoft's SCIM Validator: a group is read by id, without its members.
    ///
    /// ## Why it matters
    /// Microsoft's tool reports the app as not compliant while the test fails, and reviewers of a gallery
    /// listing ask for its report. Entra reads each group so before it changes it. Here the group has a name
    /// and no externalId.
    ///
    /// ## Usual cause
    /// The group is joined with a table in which it has no row.
    ///
    /// ## How to fix
    /// Read the group by its id alone.
    ///
    /// ## Fails
    /// ```http
    /// GET /Groups/5d0e?excludedAttributes=members
    /// 404
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Groups/5d0e?excludedAttributes=members
    /// 200 {"id":"5d0e","displayName":"Harbour crew"}
    /// ```
    id: "validator/get-group",
    title: "a group MUST be shown by its id",
    profile: Gallery,
    severity: Error,
    covers: ["G1"],
    sources: [Validator("G1"), Rfc7644("3.4.1")],
    dialects: Without,
    needs: ["validator/group/create", "validator/group/get"],
    run: |e| unless_named(e, judge(e), &["groups/", "query/", "transport/"]),
}

fn judge(e: &Evidence) -> Judged {
    let get = e.seen("validator/group/get")?;
    let refused = expect::status(&get, &[200], "the group is not shown");
    let own = e.seen("validator/group/create")?.body().and_then(access::id);
    let finding = || {
        Finding::at(get.exchange, "the answer is not the group")
            .expected(own.clone().unwrap_or_default(), "another id")
    };
    let other = refused.is_empty() && get.body().and_then(access::id) != own;
    Ok(refused.into_iter().chain(other.then(finding)).collect())
}
