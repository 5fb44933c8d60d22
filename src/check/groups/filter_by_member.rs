use super::*;

check! {
    /// RFC 7644 §3.4.2.2 has filters reach into complex attributes: `members[value eq "…"]` finds the groups of
    /// a member. A server need not know it, and then refuses it with 400 (`invalidFilter`); ignoring it is no
    /// choice.
    ///
    /// ## Why it matters
    /// A client that asks for the groups of one user and gets all of them believes that the user is in each.
    ///
    /// ## Usual cause
    /// Filters that the parser does not know are dropped.
    ///
    /// ## How to fix
    /// Answer such a filter, or refuse it with 400 and `invalidFilter`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Groups?filter=members%5bvalue+eq+%22u-1%22%5d
    /// 200 {"schemas":[…],"totalResults":2,"Resources":[{"id":"g-7", …},{"id":"g-8", …}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Groups?filter=members%5bvalue+eq+%22u-1%22%5d
    /// 200 {"schemas":[…],"totalResults":1,"Resources":[{"id":"g-7", …}]}
    /// ```
    id: "groups/filter-by-member",
    title: "a filter of groups by member SHOULD find the groups of that member, or be refused with 400",
    profile: Rfc,
    severity: Warning,
    covers: ["grp-30"],
    sources: [Rfc7644("3.4.2.2"), Rfc7644("3.12")],
    dialects: Without,
    needs: [
        "membership/create-one", "membership/create-two", "membership/create-three",
        "membership/create-four", "membership/get", "membership/create", "membership/by-member",
        "membership/match", "filters/member/create-crew", "filters/member/set-crew/read", "filters/member-value/match",
    ],
    run: judge,
}

/// The user was made by this run and is in no other group, so every other hit is one too many. Where not even
/// `members.value` is compared, `filters/group-by-member` names that.
fn judge(e: &Evidence) -> Judged {
    let created = e.seen("membership/create")?;
    let query = e.seen("membership/by-member")?;
    if query.status() == 400 {
        return Ok(Vec::new());
    }
    if !expect::only_hit(&e.seen("membership/match")?, &created).is_empty() {
        let reason = "filters of groups do not work, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    if !expect::member_ids(&e.seen("membership/get")?).contains(&id(e, "one")?.as_str()) {
        return Err(Unjudged::not_shown("the group does not show the user as a member"));
    }
    if let (Some(plain), Some(crew)) =
        (e.find("filters/member-value/match"), e.find("filters/member/create-crew"))
        && plain.status() == query.status()
        && plain.succeeded()
        && !expect::only_hit(&plain, &crew).is_empty()
    {
        let reason = "a filter by members.value does not work, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    let mut findings = expect::only_hit(&query, &created);
    findings.truncate(1);
    Ok(findings)
}
