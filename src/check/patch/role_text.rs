use super::*;

check! {
    /// Without its compliance flag Entra writes roles by a PATCH whose `value` is JSON as text, as Microsoft
    /// Learn documents. A server parses it, keeps it as it is, or refuses it; it answers without a server
    /// error, and the user can still be read.
    ///
    /// ## Why it matters
    /// A user who cannot be read any more fails in every cycle, for every attribute.
    ///
    /// ## Usual cause
    /// The text is stored and parsed as an object later.
    ///
    /// ## How to fix
    /// Parse the text when it arrives, or treat it as opaque wherever it is used.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"Add","path":"roles","value":[{"value":"{\"value\":\"pilot\"}"}]}]}
    /// 500
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"Add","path":"roles","value":[{"value":"{\"value\":\"pilot\"}"}]}]}
    /// 200 {"roles":[{"value":"pilot"}]}
    /// ```
    id: "patch/role-text",
    title: "a role whose value is JSON text SHOULD be taken without a server error",
    profile: Gallery,
    severity: Warning,
    covers: ["E-83", "add-16"],
    sources: [
        LearnPage("entra/identity/app-provisioning/customize-application-attributes", "Customize attribute mappings"),
    ],
    dialects: Without,
    needs: [
        "modify/role-by-primary", "modify/role-by-primary/read", "modify/role-by-primary-again",
        "modify/role-by-primary-again/read", "modify/role-text", "modify/role-text/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let patch = e.seen("modify/role-text")?;
    if patch.status() >= 500 {
        let finding = Finding::at(patch.exchange, "the PATCH ends in a server error");
        return Ok(vec![finding.expected("200, 204 or 400", expect::answer(patch.exchange))]);
    }
    let read = e.seen("modify/role-text/read")?;
    let message = "the user cannot be read after the PATCH of a role";
    let findings = expect::status(&read, &[200], message);
    if findings.is_empty() && patch.status() >= 400 {
        return Err(Unjudged::not_shown("the tenant refuses the role"));
    }
    Ok(findings.into_iter().map(|finding| finding.caused_by(patch.exchange)).collect())
}
