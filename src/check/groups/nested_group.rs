use super::*;

check! {
    /// RFC 7643 §4.2 lets a server take groups as members, and does not demand it. It either stores the group,
    /// or says clearly that it does not.
    ///
    /// ## Why it matters
    /// Entra sends nested groups that are assigned. A success without effect leaves everybody in them without
    /// access, and nobody is told.
    ///
    /// ## Usual cause
    /// Members are looked up among the users, and what is not found is skipped.
    ///
    /// ## How to fix
    /// Store the nested group, or answer 400 with a `detail` that says so.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Groups/g-7
    /// {"schemas":[…],"Operations":[{"op":"add","path":"members","value":[{"value":"g-8"}]}]}
    /// 204
    /// GET /Groups/g-7
    /// 200 {"id":"g-7","members":[{"value":"u-1"}], …}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Groups/g-7
    /// {"schemas":[…],"Operations":[{"op":"add","path":"members","value":[{"value":"g-8"}]}]}
    /// 400 {"schemas":[…],"status":"400","scimType":"invalidValue","detail":"groups cannot be members"}
    /// ```
    id: "groups/nested-group",
    title: "a group as a member of a group SHOULD be stored, or be refused with a 4xx",
    profile: Rfc,
    severity: Warning,
    covers: ["grp-22", "E-113"],
    sources: [Rfc7643("4.2"), Inferred],
    dialects: Without,
    needs: [
        "membership/create-one", "membership/create-two", "membership/create-three",
        "membership/create-four", "membership/get", "membership/create-decoy", "membership/nest",
        "membership/nest/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let (patch, read) = accepted(e, "membership/nest")?;
    if !patch.succeeded() {
        let clear = (400..500).contains(&patch.status()) || patch.status() == 501;
        let finding = Finding::at(patch.exchange, "a group as a member is neither taken nor clearly refused");
        let finding = finding.expected("success, or 400", expect::answer(patch.exchange));
        return Ok(if clear { Vec::new() } else { vec![finding] });
    }
    if hides_members(e) {
        return Err(Unjudged::not_shown("the tenant shows no members of any group, which it need not"));
    }
    let nested = e.seen("membership/create-decoy")?.body().and_then(access::id).unwrap_or_default();
    if expect::member_ids(&read).contains(&nested.as_str()) {
        return Ok(Vec::new());
    }
    let finding = Finding::at(read.exchange, "the nested group was accepted and is no member");
    Ok(vec![finding.expected(nested, "not there").pointer("/members").caused_by(patch.exchange)])
}
