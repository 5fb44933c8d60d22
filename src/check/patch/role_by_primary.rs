use super::*;

check! {
    /// A mapping with Entra's function SingleAppRoleAssignment writes the role by a path that compares a
    /// boolean with a quoted word. The server reads the word as the boolean, and a second write changes the
    /// same role.
    ///
    /// ## Why it matters
    /// Where the comparison never holds, each update adds a role and no old one goes.
    ///
    /// ## Usual cause
    /// `primary` is compared with the text "True".
    ///
    /// ## How to fix
    /// Read quoted true and false in a value filter as booleans where the schema says boolean.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"Replace","path":"roles[primary eq \"True\"].value","value":"pilot"}]}
    /// 200 {"roles":[{"primary":true,"value":"pilot"},{"primary":true,"value":"pilot"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"Replace","path":"roles[primary eq \"True\"].value","value":"pilot"}]}
    /// 200 {"roles":[{"primary":true,"value":"pilot"}]}
    /// ```
    id: "patch/role-by-primary",
    title: "add and replace by roles[primary eq \"True\"].value SHOULD work",
    profile: Gallery,
    severity: Warning,
    covers: ["E-84", "add-15"],
    sources: [
        LearnPage("entra/identity/app-provisioning/customize-application-attributes", "Customize attribute mappings"),
        Inferred,
    ],
    dialects: Without,
    needs: [
        "modify/role-by-primary", "modify/role-by-primary/read", "modify/role-by-primary-again",
        "modify/role-by-primary-again/read",
    ],
    run: judge,
}

/// Which roles an app knows only its suite tells: a role of ours may be refused.
fn judge(e: &Evidence) -> Judged {
    const PATH: &str = "roles[primary eq \"True\"].value";
    let known = e.suite().lists(PATH);
    let mut findings = Vec::new();
    for step in ["modify/role-by-primary", "modify/role-by-primary-again"] {
        let patch = e.seen(step)?;
        if (400..500).contains(&patch.status()) && !known {
            return Err(Unjudged::not_shown(
                "the tenant refuses the role, and the suite names none it knows",
            ));
        }
        findings.extend(expect::status(&patch, &[200, 204], "the PATCH of a role is refused"));
    }
    if !findings.is_empty() {
        return Ok(findings);
    }
    let (first, again) =
        (e.seen("modify/role-by-primary/read")?, e.seen("modify/role-by-primary-again/read")?);
    if !first.succeeded() || !again.succeeded() {
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, "the user could not be read".to_owned()));
    }
    let count = |seen: &Seen, path: &str| seen.body().map_or(0, |body| values(body, path).len());
    if count(&again, "roles") == 0 && !known {
        return Err(Unjudged::not_shown("the tenant shows no roles, and the suite names none it knows"));
    }
    if count(&again, PATH) != 1 || count(&again, "roles") != count(&first, "roles") {
        let finding = Finding::at(again.exchange, "the second write did not change the primary role");
        let actual = format!("{} roles, {} primary", count(&again, "roles"), count(&again, PATH));
        findings.push(finding.expected("the same roles, 1 primary", actual).pointer("/roles"));
    }
    Ok(findings)
}
