use super::*;

check! {
    /// RFC 7644 §3.3 has a resource created with the attributes of the request, and RFC 7643 §4.2 makes
    /// `members` one of a group's.
    ///
    /// ## Why it matters
    /// Clients other than Entra create a group with everybody in it, by one request. Where the members are
    /// dropped, nobody gets the access the group gives.
    ///
    /// ## Usual cause
    /// Membership is stored by the PATCH handler alone.
    ///
    /// ## How to fix
    /// Store the members of a create in the same transaction as the group.
    ///
    /// ## Fails
    /// ```http
    /// POST /Groups
    /// {"schemas":[…],"displayName":"Harbour crew","members":[{"value":"u-1"},{"value":"u-2"}]}
    /// 201 {"id":"g-7", …}
    /// GET /Groups/g-7
    /// 200 {"id":"g-7","displayName":"Harbour crew", …}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Groups
    /// {"schemas":[…],"displayName":"Harbour crew","members":[{"value":"u-1"},{"value":"u-2"}]}
    /// 201 {"id":"g-7", …}
    /// GET /Groups/g-7
    /// 200 {"id":"g-7","members":[{"value":"u-1"},{"value":"u-2"}], …}
    /// ```
    id: "groups/create-with-members",
    title: "a group created with members MUST have them",
    profile: Rfc,
    severity: Error,
    covers: ["grp-02"],
    sources: [Rfc7644("3.3"), Rfc7643("4.2")],
    dialects: Without,
    needs: [
        "membership/create-one", "membership/create-two", "membership/create-three",
        "membership/create-four", "membership/get", "membership/create", "membership/operations",
        "membership/operations/read", "membership/replace", "membership/replace/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let create = e.seen("membership/create")?;
    if !create.succeeded() {
        return Ok(expect::status(&create, &[201], "a group with members cannot be created"));
    }
    let read = e.seen("membership/get")?;
    let found = expect::member_ids(&read);
    let missing = [id(e, "one")?, id(e, "two")?].iter().filter(|id| !found.contains(&id.as_str())).count();
    if missing == 0 {
        return Ok(Vec::new());
    }
    if hides_members(e) {
        return Err(Unjudged::not_shown("the tenant shows no members of any group, which it need not"));
    }
    let finding = Finding::at(read.exchange, "the group lacks members it was created with");
    let actual = format!("{missing} of them missing");
    Ok(vec![finding.expected("2 members", actual).pointer("/members").caused_by(create.exchange)])
}
