use super::*;

check! {
    /// Microsoft's validation of gallery apps adds and removes members, and looks for them in a query by
    /// `displayName` without `excludedAttributes`. RFC 7643 §4.2 returns `members` by default.
    ///
    /// ## Why it matters
    /// Where members never show, the tests of membership fail although provisioning works.
    ///
    /// ## Usual cause
    /// Members are left out of every answer because large groups are slow, not only where the request excludes
    /// them.
    ///
    /// ## How to fix
    /// Return `members` in reads and queries, unless `excludedAttributes` or `attributes` says otherwise.
    ///
    /// ## Fails
    /// ```http
    /// GET /Groups?filter=displayName%20eq%20%22Harbour%20crew%22
    /// 200 {"schemas":[…],"totalResults":1,"Resources":[{"id":"g-7","displayName":"Harbour crew"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Groups?filter=displayName%20eq%20%22Harbour%20crew%22
    /// 200 {"schemas":[…],"totalResults":1,"Resources":[{"id":"g-7","displayName":"Harbour crew","members":[{"value":"u-1"}]}]}
    /// ```
    id: "groups/members-shown",
    title: "a group SHOULD show its members unless they are excluded",
    profile: Gallery,
    severity: Warning,
    covers: ["more-41", "E-116"],
    sources: [GalleryTest("Group_Update_Add_Member"), Rfc7643("4.2")],
    dialects: Without,
    needs: [
        "membership/create-one", "membership/create-two", "membership/create-three",
        "membership/create-four", "membership/get", "membership/create", "membership/match",
        "membership/replace", "membership/replace/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let created = e.seen("membership/create")?;
    let (read, query) = (e.seen("membership/get")?, e.seen("membership/match")?);
    let one = id(e, "one")?;
    let hit = query.resources().iter().find(|hit| expect::is_created(hit, &created));
    let (Some(body), Some(hit)) = (read.body().filter(|_| read.succeeded()), hit) else {
        let reason = "the group is not read or not found, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    };
    let shows = |group: &Value| expect::members_of(group).contains(&one.as_str());
    if !shows(body) && !hides_members(e) {
        let reason = "the group was created without its members, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    let shown = [(read, shows(body), "a read by id"), (query, shows(hit), "a query")];
    let finding = |(seen, _, how): (Seen, bool, &str)| {
        let finding = Finding::at(seen.exchange, format!("{how} does not show the members of a group"));
        finding.expected("2 members", "none of them").pointer("/members")
    };
    Ok(shown.into_iter().filter(|(_, shows, _)| !shows).map(finding).collect())
}
