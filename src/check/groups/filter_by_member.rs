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
        "membership/create-four", "membership/get", "membership/create", "membership/create-decoy",
        "membership/by-member",
        "membership/match",
    ],
    run: |e| super::super::validator::unless_named(e, judge(e), &["filters/group-by-member"]),
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
    if query.succeeded() && query.resources().iter().any(|hit| expect::is_created(hit, &created)) {
        return Ok(wrong_hit(e, &query, &created)?.into_iter().collect());
    }
    let mut findings = expect::only_hit(&query, &created);
    findings.truncate(1);
    Ok(findings)
}

fn wrong_hit(e: &Evidence, query: &Seen, created: &Seen) -> Result<Option<Finding>, Unjudged> {
    let (one, decoy) = (id(e, "one")?, e.find("membership/create-decoy"));
    let is_decoy = |hit: &Value| decoy.as_ref().is_some_and(|decoy| expect::is_created(hit, decoy));
    let lacks = |hit: &Value| {
        let members = expect::members_of(hit);
        !members.is_empty() && !members.contains(&one.as_str())
    };
    let others = query.resources().iter().filter(|hit| !expect::is_created(hit, created));
    let wrong = others.filter(|hit| is_decoy(hit) || lacks(hit)).count();
    let finding = Finding::at(query.exchange, "the filter also returns groups the user is not in");
    let finding = finding.expected("the groups of the user", crate::text::count(wrong, "other group"));
    Ok((wrong > 0).then(|| finding.pointer("/Resources")))
}
