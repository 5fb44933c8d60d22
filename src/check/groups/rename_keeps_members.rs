use super::*;

check! {
    /// A PATCH changes what it names and nothing else (RFC 7644 §3.5.2): a group with a new `displayName` is
    /// the same group.
    ///
    /// ## Why it matters
    /// Entra renames the group and sends no members along, as none have changed. If they are lost, everybody
    /// loses the access.
    ///
    /// ## Usual cause
    /// The group is written as a whole, from a record that was loaded without its members.
    ///
    /// ## How to fix
    /// Update the columns that the request names, and leave the memberships alone.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Groups/g-7
    /// {"schemas":[…],"Operations":[{"op":"replace","path":"displayName","value":"Pilots"}]}
    /// 204
    /// GET /Groups/g-7
    /// 200 {"id":"g-7","displayName":"Pilots"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Groups/g-7
    /// {"schemas":[…],"Operations":[{"op":"replace","path":"displayName","value":"Pilots"}]}
    /// 204
    /// GET /Groups/g-7
    /// 200 {"id":"g-7","displayName":"Pilots","members":[{"value":"u-1"},{"value":"u-2"}]}
    /// ```
    id: "groups/rename-keeps-members",
    title: "a renamed group SHOULD keep its id and its members",
    profile: Rfc,
    severity: Warning,
    covers: ["grp-23"],
    sources: [Rfc7644("3.5.2"), Learn("update-group-non-member-attributes"), Inferred],
    dialects: Without,
    needs: [
        "membership/create-one", "membership/create-two", "membership/create-three",
        "membership/create-four", "membership/get", "membership/create", "membership/replace/read",
        "membership/rename", "membership/rename/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let (patch, read) = accepted(e, "membership/rename")?;
    if !patch.succeeded() {
        let reason = "a group cannot be renamed, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    let group = e.seen("membership/create")?.body().and_then(access::id);
    let now = read.body().and_then(access::id);
    if group != now {
        let finding = Finding::at(read.exchange, "the renamed group is no longer read under its id");
        let actual = now.unwrap_or_else(|| expect::answer(read.exchange));
        return Ok(vec![finding.expected(group.unwrap_or_default(), actual).caused_by(patch.exchange)]);
    }
    let before = e.before("membership/rename").map(expect::members_of).unwrap_or_default();
    if before.is_empty() {
        return Err(Unjudged::not_shown("the group showed no members before"));
    }
    Ok(lost(&before, &read, &patch))
}
