use super::*;

check! {
    /// RFC 7643 §4.2 makes the `displayName` of a group required, and RFC 7644 §3.12 has a create that lacks a
    /// required attribute refused with 400. A tenant whose own schema calls it optional, as the schema printed
    /// in RFC 7643 §8.7.1 did before its erratum, is warned of that schema instead.
    ///
    /// ## Why it matters
    /// Entra finds groups by `displayName`. One without it is found by nobody, and created again.
    ///
    /// ## Usual cause
    /// The create is not validated, or the schema was copied from the RFC before the erratum.
    ///
    /// ## How to fix
    /// Refuse the create with 400 and `invalidValue`, and declare `displayName` of groups as required.
    ///
    /// ## Fails
    /// ```http
    /// POST /Groups
    /// {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"externalId":"crew-7"}
    /// 201 {"id":"g-7","externalId":"crew-7", …}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Groups
    /// {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"externalId":"crew-7"}
    /// 400 {"schemas":[…],"status":"400","scimType":"invalidValue","detail":"displayName is required"}
    /// ```
    id: "groups/name-required",
    title: "a group without displayName MUST be refused with 400",
    profile: Rfc,
    severity: Error,
    covers: ["grp-03"],
    sources: [Rfc7643("4.2"), Rfc7644("3.12")],
    dialects: Without,
    needs: ["membership/create", "membership/create-nameless", "discovery/schemas"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let seen = e.seen("membership/create-nameless")?;
    let says = |characteristic| declared(e, urn::GROUP, "displayName", characteristic);
    if seen.succeeded() && says("name").is_some() && says("required") != Some(Value::Bool(true)) {
        let reason =
            "the tenant's own schema calls displayName of groups optional, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    Ok(expect::status(&seen, &[400], "a group without displayName is not refused with 400"))
}
