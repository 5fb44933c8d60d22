use super::*;

check! {
    /// RFC 7643 §4.1.2 gives a user the read-only attribute `groups`. Where the tenant's schema declares it, a
    /// membership shows there: `value` is the `id` of the group, and `$ref`, if there is one, its address.
    ///
    /// ## Why it matters
    /// Clients read from the user what it may do. Entra does not; it reads groups only.
    ///
    /// ## Usual cause
    /// The attribute is declared because the RFC lists it, and never filled, or filled with names.
    ///
    /// ## How to fix
    /// Fill it from the memberships, or leave it out of `/Schemas`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/u-1
    /// 200 {"id":"u-1","groups":[{"value":"Harbour crew"}], …}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/u-1
    /// 200 {"id":"u-1","groups":[{"value":"g-7","$ref":"https://api.tern.example/scim/Groups/g-7"}], …}
    /// ```
    id: "groups/user-groups-shown",
    title: "a user SHOULD show the groups it is in where the schema has groups",
    profile: Rfc,
    severity: Warning,
    covers: ["grp-20"],
    sources: [Rfc7643("4.1.2")],
    dialects: Without,
    needs: [
        "membership/create-one", "membership/create-two", "membership/create-three",
        "membership/create-four", "membership/get", "membership/create", "membership/user",
        "discovery/schemas",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let read = e.seen("membership/user")?;
    if declared(e, urn::USER, "groups", "name").is_none() {
        let reason = "the tenant's schema of users has no groups";
        return Err(Unjudged::Skipped(SkipKind::NotAdvertised, reason.to_owned()));
    }
    let group = e.seen("membership/create")?.body().and_then(access::id).unwrap_or_default();
    if !expect::member_ids(&e.seen("membership/get")?).contains(&id(e, "one")?.as_str()) {
        return Err(Unjudged::not_shown("the group does not show the user as a member"));
    }
    if !read.succeeded() {
        let reason = "the user cannot be read, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    let groups = read.body().and_then(|body| access::member(body, "groups"));
    let groups: Vec<&Value> = groups.and_then(Value::as_array).into_iter().flatten().collect();
    let text =
        |group: &Value, name: &str| access::member(group, name).and_then(Value::as_str).map(str::to_owned);
    let Some(own) = groups.iter().find(|entry| text(entry, "value").as_ref() == Some(&group)) else {
        let finding = Finding::at(read.exchange, "the user does not show the group it is in");
        let actual = groups.first().map_or_else(|| "no groups".to_owned(), |first| expect::quote(first));
        return Ok(vec![finding.expected(format!("a value {group}"), actual).pointer("/groups")]);
    };
    let wrong = text(own, "$ref")
        .filter(|_| is_plain(&group))
        .filter(|address| !address.trim_end_matches('/').ends_with(&format!("Groups/{group}")));
    let finding = |address: String| {
        let finding = Finding::at(read.exchange, "$ref of the user's group is wrong");
        finding.expected(format!("…/Groups/{group}"), address).pointer("/groups/0/$ref")
    };
    Ok(wrong.map(finding).into_iter().collect())
}
