use super::*;

check! {
    /// RFC 7643 §4.1.2 makes `groups` of a user read-only: membership is changed at the group. A PATCH of it is
    /// refused or ignored.
    ///
    /// ## Why it matters
    /// Who may write users is often not the one who may give access. A membership that comes through the user
    /// goes around that rule.
    ///
    /// ## Usual cause
    /// The attribute is bound to the relation in the database, and written like any other.
    ///
    /// ## How to fix
    /// Refuse a PATCH of `groups` with 400 and `mutability`.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/u-3
    /// {"schemas":[…],"Operations":[{"op":"add","path":"groups","value":[{"value":"g-7"}]}]}
    /// 204
    /// GET /Groups/g-7
    /// 200 {"id":"g-7","members":[{"value":"u-1"},{"value":"u-2"},{"value":"u-3"}], …}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/u-3
    /// {"schemas":[…],"Operations":[{"op":"add","path":"groups","value":[{"value":"g-7"}]}]}
    /// 400 {"schemas":[…],"status":"400","scimType":"mutability"}
    /// ```
    id: "groups/user-groups-read-only",
    title: "writing the groups of a user MUST NOT change membership",
    profile: Rfc,
    severity: Error,
    covers: ["grp-21"],
    sources: [Rfc7643("4.1.2"), Rfc7643("7")],
    dialects: Without,
    needs: [
        "membership/create-one", "membership/create-two", "membership/create-three",
        "membership/create-four", "membership/get", "membership/write-groups",
        "membership/write-groups/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let (patch, read) = accepted(e, "membership/write-groups")?;
    let found = expect::member_ids(&read);
    let three = id(e, "three")?;
    if found.is_empty() {
        return Err(Unjudged::not_shown("the group shows no members"));
    }
    if !found.contains(&three.as_str()) {
        return Ok(Vec::new());
    }
    let finding = Finding::at(read.exchange, "a write of the user's groups made it a member");
    Ok(vec![finding.expected("not there", three).pointer("/members").caused_by(patch.exchange)])
}
