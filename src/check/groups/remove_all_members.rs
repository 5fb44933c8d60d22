use super::*;

check! {
    /// RFC 7644 §3.5.2.2 has a `remove` whose path names a multi-valued attribute, without filter and value,
    /// remove all its values.
    ///
    /// ## Why it matters
    /// It is how a client closes a group without deleting it. Who stays in keeps the access.
    ///
    /// ## Usual cause
    /// The handler expects a value or a filter, and does nothing without one.
    ///
    /// ## How to fix
    /// Where a remove of `members` has neither filter nor value, remove every member.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Groups/g-7
    /// {"schemas":[…],"Operations":[{"op":"remove","path":"members"}]}
    /// 204
    /// GET /Groups/g-7
    /// 200 {"id":"g-7","members":[{"value":"u-1"},{"value":"u-2"}], …}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Groups/g-7
    /// {"schemas":[…],"Operations":[{"op":"remove","path":"members"}]}
    /// 204
    /// GET /Groups/g-7
    /// 200 {"id":"g-7","displayName":"Harbour crew", …}
    /// ```
    id: "groups/remove-all-members",
    title: "a remove of members without a value MUST empty the group",
    profile: Rfc,
    severity: Error,
    covers: ["grp-13"],
    sources: [Rfc7644("3.5.2.2")],
    dialects: Without,
    needs: [
        "membership/get", "membership/nest/read", "membership/remove-all", "membership/remove-all/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let (patch, read) = accepted(e, "membership/remove-all")?;
    let before = e.before("membership/remove-all").map(expect::members_of).unwrap_or_default();
    if before.is_empty() {
        return Err(Unjudged::not_shown("the group showed no members before"));
    }
    let refused = expect::status(&patch, &[200, 204], "the PATCH that removes all members is refused");
    let after = expect::member_ids(&read);
    if !refused.is_empty() || after.is_empty() {
        return Ok(refused);
    }
    let finding = Finding::at(read.exchange, "the group still has members");
    let actual = crate::text::count(after.len(), "member");
    Ok(vec![finding.expected("none", actual).pointer("/members").caused_by(patch.exchange)])
}
