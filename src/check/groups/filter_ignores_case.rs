use super::*;

check! {
    /// RFC 7643 §4.2 and its schema do not make `displayName` of groups case-exact, so that a filter by `eq`
    /// ignores letter case. A tenant whose own schema calls it case-exact is not judged.
    ///
    /// ## Why it matters
    /// Microsoft's validator looks a group up in another spelling. If it is not found so, a group of the same
    /// name in other letters is created beside it.
    ///
    /// ## Usual cause
    /// The comparison is made by a database whose collation tells letters apart.
    ///
    /// ## How to fix
    /// Compare in one case, or choose a collation that ignores it.
    ///
    /// ## Fails
    /// ```http
    /// GET /Groups?filter=displayName+eq+%22HARBOUR+CREW%22
    /// 200 {"schemas":[…],"totalResults":0}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Groups?filter=displayName+eq+%22HARBOUR+CREW%22
    /// 200 {"schemas":[…],"totalResults":1,"Resources":[{"id":"g-7","displayName":"Harbour crew"}]}
    /// ```
    id: "groups/filter-ignores-case",
    title: "a filter of groups by displayName SHOULD ignore letter case",
    profile: Rfc,
    severity: Warning,
    covers: ["grp-29"],
    sources: [Rfc7643("8.7.1"), Validator("G5")],
    dialects: Without,
    needs: ["membership/create", "membership/match", "membership/match-upper", "discovery/schemas"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let created = e.seen("membership/create")?;
    let upper = e.seen("membership/match-upper")?;
    let finds = |seen: &Seen| seen.resources().iter().any(|hit| expect::is_created(hit, &created));
    if !finds(&e.seen("membership/match")?) {
        let reason = "the group is not found by its name, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    if declared(e, urn::GROUP, "displayName", "caseExact") == Some(Value::Bool(true)) {
        let reason = "the tenant's own schema calls displayName of groups case-exact";
        return Err(Unjudged::Skipped(SkipKind::NotAdvertised, reason.to_owned()));
    }
    if finds(&upper) {
        return Ok(Vec::new());
    }
    let finding = Finding::at(upper.exchange, "the group is not found in capital letters");
    let actual = format!("{}, {} resources", expect::answer(upper.exchange), upper.resources().len());
    Ok(vec![finding.expected("the group", actual).pointer("/Resources")])
}
