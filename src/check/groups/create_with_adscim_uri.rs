use super::*;

check! {
    /// Microsoft Learn shows a second URI beside the core schema in the create request of a group, which is
    /// not a SCIM schema; the group must be created all the same.
    ///
    /// ## Why it matters
    /// A server that knows only registered schemas refuses every group.
    ///
    /// ## Usual cause
    /// Entries of `schemas` that are not known are refused.
    ///
    /// ## How to fix
    /// Ignore entries of `schemas` that you do not know.
    ///
    /// ## Fails
    /// ```http
    /// POST /Groups {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group","http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],"displayName":"Pilots"}
    /// 400 {"detail":"unknown schema"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Groups {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group","http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],"displayName":"Pilots"}
    /// 201 {"id":"g-3","displayName":"Pilots"}
    /// ```
    id: "groups/create-with-adscim-uri",
    title: "a group whose schemas list the ADSCIM URI as well MUST be created",
    profile: Entra,
    severity: Error,
    covers: ["grp-26", "E-100"],
    sources: [Learn("create-group"), LearnCompatibility("scim-20-compliance-issues-and-status")],
    dialects: Without,
    needs: ["groups/create", "groups/create-adscim"],
    run: judge,
}

/// Blamed only where the same request without the URI is accepted.
fn judge(e: &Evidence) -> Judged {
    let seen = e.seen("groups/create-adscim")?;
    if !seen.succeeded() && !e.seen("groups/create")?.succeeded() {
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, "groups/create did not succeed".to_owned()));
    }
    if seen.succeeded() {
        return Ok(Vec::new());
    }
    Ok(expect::status(&seen, &[201], "a group with the ADSCIM URI in schemas is refused"))
}
