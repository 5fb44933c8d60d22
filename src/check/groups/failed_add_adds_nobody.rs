use super::*;

check! {
    /// RFC 7644 §3.5.2 has a PATCH be atomic: when it is answered with an error, the resource is as before.
    /// That holds for each of several members in one operation.
    ///
    /// ## Why it matters
    /// Entra takes a refused request as not done, and does not look who came in all the same. That person has
    /// access nobody granted.
    ///
    /// ## Usual cause
    /// Members are inserted one by one, and the first that fails ends the loop.
    ///
    /// ## How to fix
    /// Write all members of a request in one transaction.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Groups/g-7
    /// {"schemas":[…],"Operations":[{"op":"add","path":"members","value":[{"value":"u-4"},{"value":"9c1d6a7e-nobody"}]}]}
    /// 400
    /// GET /Groups/g-7
    /// 200 {"id":"g-7","members":[{"value":"u-1"},{"value":"u-2"},{"value":"u-4"}], …}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Groups/g-7
    /// {"schemas":[…],"Operations":[{"op":"add","path":"members","value":[{"value":"u-4"},{"value":"9c1d6a7e-nobody"}]}]}
    /// 400
    /// GET /Groups/g-7
    /// 200 {"id":"g-7","members":[{"value":"u-1"},{"value":"u-2"}], …}
    /// ```
    id: "groups/failed-add-adds-nobody",
    title: "an add of members that is answered with an error MUST add nobody",
    profile: Rfc,
    severity: Error,
    covers: ["grp-18"],
    sources: [Rfc7644("3.5.2")],
    dialects: Without,
    needs: [
        "membership/create-one", "membership/create-two", "membership/create-three",
        "membership/create-four", "membership/get", "membership/remove-absent/read",
        "membership/add-unknown", "membership/add-unknown/read",
    ],
    run: judge,
}

/// A tenant that accepts what does not exist as a member has refused nothing.
fn judge(e: &Evidence) -> Judged {
    let (patch, read) = accepted(e, "membership/add-unknown")?;
    if patch.succeeded() {
        return Err(Unjudged::not_shown(
            "the tenant accepts members that do not exist, so nothing was refused",
        ));
    }
    let four = id(e, "four")?;
    let before = e.before("membership/add-unknown").map(expect::members_of).unwrap_or_default();
    if before.is_empty() || before.contains(&four.as_str()) {
        return Err(Unjudged::not_shown("the group did not show its members before"));
    }
    if !expect::member_ids(&read).contains(&four.as_str()) {
        return Ok(Vec::new());
    }
    let finding = Finding::at(read.exchange, "the add was refused, and one of its members is in the group");
    Ok(vec![finding.expected("not there", four).pointer("/members").caused_by(patch.exchange)])
}
