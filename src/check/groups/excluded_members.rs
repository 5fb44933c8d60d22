use super::*;

check! {
    /// RFC 7644 §3.9 and Microsoft Learn require that `excludedAttributes=members` keeps the members out of an
    /// answer, in queries and in reads by id.
    ///
    /// ## Why it matters
    /// Entra reads every group so. A server that sends the members of large groups each time slows the whole
    /// job, and Entra has failed on such answers.
    ///
    /// ## Usual cause
    /// The parameter is ignored.
    ///
    /// ## How to fix
    /// Leave out of the answer what `excludedAttributes` names, best before it is loaded.
    ///
    /// ## Fails
    /// ```http
    /// GET /Groups/g-3?excludedAttributes=members
    /// 200 {"id":"g-3","displayName":"Pilots","members":[{"value":"u-7"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Groups/g-3?excludedAttributes=members
    /// 200 {"id":"g-3","displayName":"Pilots"}
    /// ```
    id: "groups/excluded-members",
    title: "excludedAttributes=members MUST keep members out of the answer",
    profile: Entra,
    severity: Error,
    covers: ["E-102", "attr-09", "E-36"],
    sources: [Learn("get-group"), Rfc7644("3.9"), Rfc7644("3.4.2.5")],
    dialects: Each,
    needs: ["members/add-several", "members/add-several/read", "members/get-excluded", "members/match-excluded"],
    run: judge,
}

/// Absence means something only where the group is seen to have members.
fn judge(e: &Evidence) -> Judged {
    let get = e.seen("members/get-excluded")?;
    if expect::member_ids(&e.seen("members/add-several/read")?).is_empty() {
        return Err(Unjudged::not_shown("the group shows no members that could be left out"));
    }
    let mut findings = expect::status(&get, &[200], "the group cannot be read without its members");
    let shows = |resource: &Value| {
        access::member(resource, "members").is_some_and(|members| !expect::is_empty(members))
    };
    let finding = |seen: &Seen, pointer: &str| {
        Finding::at(seen.exchange, "the answer holds the members all the same")
            .expected("no members", "members")
            .pointer(pointer)
    };
    if get.body().is_some_and(shows) {
        findings.push(finding(&get, "/members"));
    }
    let query = e.seen("members/match-excluded")?;
    if query.resources().iter().any(shows) {
        findings.push(finding(&query, "/Resources/0/members"));
    }
    Ok(findings)
}
