use super::*;

check! {
    /// RFC 7644 §3.3 and Microsoft Learn require that a group is created without members, and answered with
    /// 201 and the group.
    ///
    /// ## Why it matters
    /// Entra creates every group empty and adds the members afterwards.
    ///
    /// ## Usual cause
    /// `members` is demanded, or `externalId` and `meta` are refused.
    ///
    /// ## How to fix
    /// Accept a group of a `displayName` alone, ignore `meta`, and answer 201 with the stored group and its id.
    ///
    /// ## Fails
    /// ```http
    /// POST /Groups {"displayName":"Pilots","externalId":"8aa1a0c0"}
    /// 400 {"detail":"members is required"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Groups {"displayName":"Pilots","externalId":"8aa1a0c0"}
    /// 201 {"id":"g-3","displayName":"Pilots","externalId":"8aa1a0c0"}
    /// ```
    id: "groups/create-returns-201",
    title: "a create of a group without members MUST be answered with 201 and the group",
    profile: Entra,
    severity: Error,
    covers: ["grp-01", "E-100", "L-01", "T-SCIM_Group_Create", "ent-11"],
    sources: [Learn("create-group"), Rfc7644("3.3")],
    dialects: Without,
    needs: ["groups/create", "groups/get"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let create = e.seen("groups/create")?;
    if create.status() == 415 {
        let reason = "the request is refused for its media type, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    let refused = expect::status(&create, &[201], "the create of a group is not answered with 201");
    if !refused.is_empty() {
        return Ok(refused);
    }
    let Some(body) =
        create.body().filter(|_| crate::scim::access::id(create.body().unwrap_or(&Value::Null)).is_some())
    else {
        let finding = Finding::at(create.exchange, "the answer does not hold the group with its id");
        return Ok(vec![finding.expected("the group", "no id").pointer("/id")]);
    };
    // What an app lists beside the usual attributes has a check of its own.
    let mut usual = create.sent().clone();
    for attribute in e.suite().further_of_groups() {
        crate::scim::access::take_out(&mut usual, attribute.target().path());
    }
    let changed = expect::differences(&usual, body).into_iter();
    Ok(changed.map(|difference| difference.finding(create.exchange)).collect())
}
