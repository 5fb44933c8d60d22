use super::*;

check! {
    /// A PATCH that fails is answered with an error status and the error message of RFC 7644 §3.12, in JSON
    /// with the Error schema.
    ///
    /// ## Why it matters
    /// Clients read `scimType` and `detail` to decide what to do. From another form they learn nothing.
    ///
    /// ## Usual cause
    /// Bodies that cannot be bound are refused by the framework before the SCIM code sees them.
    ///
    /// ## How to fix
    /// Turn the framework's refusals into SCIM error messages, too.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"move","path":"title"}]}
    /// 400 {"error":"bad request"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"move","path":"title"}]}
    /// 400 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400","detail":"unknown op move"}
    /// ```
    id: "patch/error-message",
    title: "a refused PATCH MUST be answered with a SCIM error message",
    profile: Rfc,
    severity: Error,
    covers: ["more-35"],
    sources: [Rfc7644("3.5.2"), Rfc7644("3.12")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "modify/unknown-op",
        "modify/unknown-op/read", "modify/wrong-type", "modify/wrong-type/read", "add/no-value",
        "add/no-value/read", "modify/open-bracket", "modify/open-bracket/read",
    ],
    run: judge,
}

const STEPS: [&str; 4] = ["modify/unknown-op", "modify/wrong-type", "add/no-value", "modify/open-bracket"];

/// Where all errors have another form, their own check names it.
fn judge(e: &Evidence) -> Judged {
    e.needs_support("patch")?;
    e.seen(STEPS[0])?;
    let refusals: Vec<Seen> =
        STEPS.iter().filter_map(|step| e.find(step)).filter(|seen| seen.status() >= 400).collect();
    if refusals.is_empty() {
        return Err(Unjudged::not_shown("no PATCH was refused"));
    }
    let foreign = refusals.iter().find(|seen| !is_scim_error(seen));
    unless_named(e, &["errors/scim-error-message"], || {
        let finding = foreign.map(|seen| {
            let finding =
                Finding::at(seen.exchange, "the refused PATCH is not answered with a SCIM error message");
            finding.expected(crate::scim::urn::ERROR, "not there").pointer("/schemas")
        });
        Ok(finding.into_iter().collect())
    })
}
