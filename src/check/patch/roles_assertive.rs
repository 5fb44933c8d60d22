use super::*;

check! {
    /// Entra's function AssertiveAppRoleAssignmentsComplex replaces the whole list of roles, so that one that
    /// was taken away in Entra goes in the app, too. Its entries carry `type` and `display` beside the value.
    ///
    /// ## Why it matters
    /// A person who lost a role keeps its rights.
    ///
    /// ## Usual cause
    /// New roles are added to the table of assignments and nothing is ever taken out of it.
    ///
    /// ## How to fix
    /// On a replace without a value filter, make the list what was sent.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"roles","value":[{"value":"pilot"}]}]}
    /// 200 {"roles":[{"value":"pilot"},{"value":"guest"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"roles","value":[{"value":"pilot"}]}]}
    /// 200 {"roles":[{"value":"pilot"}]}
    /// ```
    id: "patch/roles-assertive",
    title: "a replace of roles SHOULD drop the roles that are not listed",
    profile: Gallery,
    severity: Warning,
    covers: ["E-85"],
    sources: [
        LearnPage("entra/identity/app-provisioning/customize-application-attributes", "Customize attribute mappings"),
        Rfc7644("3.5.2.3"),
    ],
    dialects: Without,
    needs: [
        "modify/role-by-primary", "modify/role-by-primary/read", "modify/role-by-primary-again",
        "modify/role-by-primary-again/read", "modify/role-text", "modify/role-text/read",
        "modify/roles-two", "modify/roles-two/read", "modify/roles-one", "modify/roles-one/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let (two, one) = (e.seen("modify/roles-two")?, e.seen("modify/roles-one")?);
    if !two.succeeded() || !one.succeeded() {
        let other = e.find("modify/role-text").is_some_and(|seen| seen.succeeded());
        let refused = [two, one].into_iter().find(|seen| seen.status() == 400).filter(|_| other);
        let Some(refused) = refused else { return Err(Unjudged::not_shown("the tenant refuses the roles")) };
        let message = "roles with type and display are refused, though a role without them is accepted";
        let finding = Finding::at(refused.exchange, message);
        return Ok(vec![finding.expected("200 or 204", expect::answer(refused.exchange))]);
    }
    let count = |step: &str| -> Result<usize, Unjudged> {
        let read = e.seen(step)?;
        let Some(body) = read.body().filter(|_| read.succeeded()) else {
            return Err(Unjudged::Skipped(SkipKind::NeedsStep, format!("{step} did not succeed")));
        };
        Ok(values(body, "roles").len())
    };
    if count("modify/roles-two/read")? < 2 {
        return Err(Unjudged::not_shown("the user did not have two roles"));
    }
    let (left, read) = (count("modify/roles-one/read")?, e.seen("modify/roles-one/read")?);
    if left == 1 {
        return Ok(Vec::new());
    }
    let finding = Finding::at(read.exchange, "the roles are not the ones the PATCH lists");
    Ok(vec![finding.expected("1 role", left.to_string()).pointer("/roles").caused_by(one.exchange)])
}
