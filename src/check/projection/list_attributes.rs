use super::*;

check! {
    /// RFC 7644 §3.9 narrows each resource that is returned. Microsoft Learn shows Entra asking for
    /// `attributes=id` where it only wants to know whether something matches.
    ///
    /// ## Why it matters
    /// Lists are where the parameter saves most. Ignored there, thousands of whole users are sent for their
    /// ids.
    ///
    /// ## Usual cause
    /// The parameter is read for single resources only.
    ///
    /// ## How to fix
    /// Select attributes where a resource is represented, in lists as well.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName%20sw%20%22harbour%22&attributes=userName
    /// 200 {"Resources":[{"id":"7","userName":"harbour.tora","title":"Diver"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName%20sw%20%22harbour%22&attributes=userName
    /// 200 {"Resources":[{"id":"7","userName":"harbour.tora"}]}
    /// ```
    id: "projection/list-attributes",
    title: "attributes MUST apply to every resource of a list",
    profile: Rfc,
    severity: Error,
    covers: ["attr-15", "E-35"],
    sources: [Rfc7644("3.9"), Rfc7644("3.4.2.5")],
    dialects: Without,
    needs: ["discovery/schemas", "paging/create-*", "paging/settled", "paging/read", "projection/user-name", "paging/all", "projection/list", "projection/list-id"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    narrowed(e)?;
    let all = set(e)?;
    if all.resources().iter().all(|hit| further(e, hit, &["userName"]).is_empty()) {
        return Err(Unjudged::not_shown("the users in a list show nothing that could be left out"));
    }
    let mut findings = Vec::new();
    for (step, asked) in [("projection/list", &["userName"][..]), ("projection/list-id", &[])] {
        findings.extend(list_in_part(e, &e.seen(step)?, asked)?);
    }
    Ok(findings)
}
