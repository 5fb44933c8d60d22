use super::*;

check! {
    /// The app's documentation calls attributes required: a create without one is refused with a 4xx and a
    /// SCIM error.
    ///
    /// ## Why it matters
    /// A warning only, as accepting more does no harm by itself. But accounts without a value the app relies
    /// on fail later, where nobody thinks of provisioning.
    ///
    /// ## Usual cause
    /// The attribute is required by a form of the user interface and not by the service.
    ///
    /// ## How to fix
    /// Refuse the create with 400, `"scimType":"invalidValue"` and a detail that names the attribute, or take
    /// the mark off the page.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"mira@tern.example"} (without the roles that are documented as required)
    /// 201 {"id":"u-7","userName":"mira@tern.example"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"mira@tern.example"}
    /// 400 {"scimType":"invalidValue","detail":"roles is required"}
    /// ```
    id: "suite/required-refused",
    title: "a create without a required attribute SHOULD be refused with a 4xx",
    profile: Entra,
    severity: Warning,
    covers: ["ent-21"],
    sources: [Source::Suite, Rfc7644("3.12")],
    dialects: Without,
    needs: ["required/*"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let accepted = lacking(e)?.into_iter().filter(|(_, seen)| seen.succeeded());
    Ok(accepted
        .map(|(name, seen)| {
            let finding = Finding::at(seen.exchange, format!("a create without {name} is accepted"));
            finding.expected("4xx", expect::answer(seen.exchange))
        })
        .collect())
}
