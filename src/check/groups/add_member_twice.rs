use super::*;

check! {
    /// RFC 7644 §3.5.2.1 has an `add` of a value that is there already answered with success, and change
    /// nothing.
    ///
    /// ## Why it matters
    /// Entra adds a member again when it lost the answer, or when somebody else was faster. A refusal fails all
    /// changes in the same request; a second entry stays when the member is removed once.
    ///
    /// ## Usual cause
    /// The row is inserted without a look, and the error of the unique index is passed on.
    ///
    /// ## How to fix
    /// Insert where it is missing ("on conflict do nothing").
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Groups/g-7
    /// {"schemas":[…],"Operations":[{"op":"add","path":"members","value":[{"value":"u-1"}]}]}
    /// 409 {"schemas":[…],"status":"409","detail":"u-1 is a member already"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Groups/g-7
    /// {"schemas":[…],"Operations":[{"op":"add","path":"members","value":[{"value":"u-1"}]}]}
    /// 204
    /// GET /Groups/g-7
    /// 200 {"id":"g-7","members":[{"value":"u-1"},{"value":"u-2"}], …}
    /// ```
    id: "groups/add-member-twice",
    title: "adding a member who is there already SHOULD succeed and leave one entry",
    profile: Rfc,
    severity: Warning,
    covers: ["grp-15", "E-110"],
    sources: [Rfc7644("3.5.2.1"), Inferred],
    dialects: Without,
    needs: [
        "membership/create-one", "membership/create-two", "membership/create-three",
        "membership/create-four", "membership/get", "membership/add-again", "membership/add-again/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let (patch, read) = accepted(e, "membership/add-again")?;
    let one = id(e, "one")?;
    was_member(e, "membership/add-again", &one)?;
    let mut findings = expect::status(&patch, &[200, 204], "adding a member who is there already is refused");
    let entries = expect::member_ids(&read).into_iter().filter(|member| *member == one).count();
    if entries != 1 {
        let finding = Finding::at(read.exchange, "the member is not in the group exactly once");
        let actual = format!("{entries} entries");
        findings.push(finding.expected("1 entry", actual).pointer("/members").caused_by(patch.exchange));
    }
    Ok(findings)
}
