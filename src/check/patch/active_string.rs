use super::*;

check! {
    /// The provisioning service disables and enables a user by the *string* `"False"` or `"True"`, also seen in
    /// small letters where a mapping was edited; all must be understood.
    ///
    /// ## Why it matters
    /// A server that refuses the string keeps departed staff enabled, and every disable fails in every cycle.
    ///
    /// ## Usual cause
    /// The value is bound to a boolean strictly; or any string that is not empty counts as true.
    ///
    /// ## How to fix
    /// Where the schema says boolean, accept the words true and false in any letter case.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Replace","path":"active","value":"False"}]}
    /// 400 {"scimType":"invalidValue","detail":"active must be a boolean"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Replace","path":"active","value":"False"}]}
    /// 204
    /// GET /Users/u-7
    /// 200 {"id":"u-7","active":false}
    /// ```
    id: "patch/active-string",
    title: "a PATCH of active with \"False\", \"True\", \"false\" or \"true\" MUST take effect",
    profile: Entra,
    severity: Error,
    covers: ["soft-01", "rep-10", "E-74", "ent-09"],
    sources: [LearnCompatibility("flags-to-alter-the-scim-behavior"), Source::Observed("scimmyjs/scimmy", 86)],
    dialects: Only(Dialect::Default),
    needs: [
        "lifecycle/get", "lifecycle/disable", "lifecycle/disable/read", "lifecycle/restore", "lifecycle/restore/read",
        "lifecycle/disable-lower-case", "lifecycle/disable-lower-case/read", "lifecycle/restore-lower-case",
        "lifecycle/restore-lower-case/read",
    ],
    run: |e| switches(e, &["lifecycle/disable", "lifecycle/restore", "lifecycle/disable-lower-case", "lifecycle/restore-lower-case"]),
}

/// Findings of each switch that was refused or without effect. A switch to the state the user is in already
/// shows nothing, so the states are followed; how `active` is written in answers is another check's matter.
pub(super) fn switches(e: &Evidence, steps: &[&str]) -> Judged {
    needs_spelling(e)?;
    let mut findings = Vec::new();
    for step in steps {
        let patch = e.seen(step)?;
        let refused = expect::status(&patch, &[200, 204], "the PATCH of active is refused");
        if !refused.is_empty() {
            findings.extend(refused);
            continue;
        }
        let read = e.seen(&format!("{step}/read"))?;
        if !read.succeeded() {
            return Err(Unjudged::Skipped(SkipKind::NeedsStep, format!("{step}/read did not succeed")));
        }
        let wanted = step.contains("restore");
        let active = read.body().and_then(|body| crate::scim::access::member(body, "active"));
        if active.and_then(crate::scim::eval::as_boolean) != Some(wanted) {
            let actual = active.map_or_else(|| "nothing".to_owned(), expect::quote);
            let finding = Finding::at(read.exchange, "the PATCH of active has no effect");
            let finding = finding.expected(wanted.to_string(), actual).pointer("/active");
            findings.push(finding.caused_by(patch.exchange));
        }
    }
    Ok(findings)
}
