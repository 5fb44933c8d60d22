use super::*;

check! {
    /// No text says what becomes of a member whose id nobody has. Servers refuse it with 400 or 404, or accept
    /// it; a server error is no answer, and the members that are there stay.
    ///
    /// ## Why it matters
    /// Users are deleted while a group is being written. On a server error Entra sends the same request again,
    /// and nobody in it gets in.
    ///
    /// ## Usual cause
    /// The foreign key of the membership table fails, and nothing catches it.
    ///
    /// ## How to fix
    /// Look the ids up first, and name in the `detail` of a 400 the one that is missing.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Groups/g-7
    /// {"schemas":[…],"Operations":[{"op":"add","path":"members","value":[{"value":"9c1d6a7e-nobody"}]}]}
    /// 500 {"schemas":[…],"status":"500"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Groups/g-7
    /// {"schemas":[…],"Operations":[{"op":"add","path":"members","value":[{"value":"9c1d6a7e-nobody"}]}]}
    /// 400 {"schemas":[…],"status":"400","scimType":"invalidValue","detail":"there is no user 9c1d6a7e-nobody"}
    /// ```
    id: "groups/unknown-member",
    title: "adding a member that does not exist SHOULD be refused with 400 or 404, or accepted, without a server error",
    profile: Rfc,
    severity: Warning,
    covers: ["grp-17"],
    sources: [Rfc7644("3.12"), Inferred],
    dialects: Without,
    needs: [
        "membership/create-one", "membership/create-two", "membership/create-three",
        "membership/create-four", "membership/get", "membership/remove-absent/read",
        "membership/add-unknown", "membership/add-unknown/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let (patch, read) = accepted(e, "membership/add-unknown")?;
    let before = e.before("membership/add-unknown").map(expect::members_of).unwrap_or_default();
    let mut findings = Vec::new();
    if !patch.succeeded() && !(400..500).contains(&patch.status()) {
        let finding = Finding::at(patch.exchange, "adding a member that does not exist breaks the server");
        findings.push(finding.expected("400, 404 or success", expect::answer(patch.exchange)));
    }
    findings.extend(lost(&before, &read, &patch));
    Ok(findings)
}
