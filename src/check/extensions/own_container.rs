use super::*;

check! {
    /// RFC 7643 §3.3 puts the values of an extension into an object named by its URN. At the top level of a user
    /// there is no department, no manager and no employee number.
    ///
    /// ## Why it matters
    /// Two places for one value drift apart: Entra writes the container, people see the other one.
    ///
    /// ## Usual cause
    /// The answer is flattened for a front end of the app's own.
    ///
    /// ## How to fix
    /// Return enterprise attributes in their container and nowhere else.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7
    /// 200 {"id":"7","department":"Hydrography","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Hydrography"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7
    /// 200 {"id":"7","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Hydrography"}}
    /// ```
    id: "extensions/own-container",
    title: "attributes of an extension MUST stand in the container of its URN only",
    profile: Rfc,
    severity: Error,
    covers: ["ext-01"],
    sources: [Rfc7643("3.3"), Rfc7643("4.3")],
    dialects: Without,
    needs: ["users/create", "users/get"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    if !e.suite().has_enterprise() {
        let reason = "the suite lists no attribute of the enterprise extension";
        return Err(Unjudged::Skipped(SkipKind::Suite, reason.to_owned()));
    }
    let names = ["employeeNumber", "costCenter", "organization", "division", "department", "manager"];
    let known: Vec<_> = names.into_iter().filter(|name| !e.suite().lists(name)).collect();
    let answers = [e.seen("users/create")?, e.seen("users/get")?];
    let flat = answers
        .iter()
        .find_map(|seen| Some((seen, known.iter().find(|name| attribute(seen, name).is_some())?)));
    if flat.is_none() && !answers.iter().any(|seen| attribute(seen, urn::ENTERPRISE_USER).is_some()) {
        return Err(Unjudged::not_shown("the tenant shows no enterprise attribute"));
    }
    Ok(flat
        .map(|(seen, name)| {
            let finding = Finding::at(seen.exchange, format!("{name} stands at the top level of the user"));
            let home = expect::pointer("", urn::ENTERPRISE_USER);
            finding.expected(format!("{home}/{name}"), format!("/{name}")).pointer(format!("/{name}"))
        })
        .into_iter()
        .collect())
}
