use super::*;

check! {
    /// The app's documentation marks attributes as supported for filtering or matching: a query by each of
    /// them finds the user that has the value, and nobody else.
    ///
    /// ## Why it matters
    /// Administrators may choose any of them to match accounts by. One that cannot be queried matches nobody.
    ///
    /// ## Usual cause
    /// The filter knows `userName` alone.
    ///
    /// ## How to fix
    /// Let the filter compare every attribute that the page marks.
    id: "suite/filterable",
    title: "a query by an attribute the documentation marks as filterable MUST find the user",
    severity: Error,
    sources: [Source::Suite, Learn("get-user-by-query")],
    dialects: Without,
    needs: [
        "users/create", "users/create-decoy", "users/match", "users/match-percent", "users/match-external-id",
        "users/match-work-email", "users/match/*",
    ],
    run: judge,
}

/// Attributes with a check of their own (`userName`, `externalId`, the work e-mail) are judged there.
fn judge(e: &Evidence) -> Judged {
    let created = e.seen("users/create")?;
    if e.suite().user.attributes.iter().any(|a| a.filter == Some(true)) || !e.suite().user.matching.is_empty()
    {
        let others = e.seen_all("users/match/").unwrap_or_default();
        let judged = others.iter().flat_map(|(path, seen)| {
            let findings = expect::only_hit(seen, &created).into_iter();
            findings
                .map(move |finding| Finding { message: format!("{path}: {}", finding.message), ..finding })
        });
        let mut findings: Vec<Finding> = judged.collect();
        let plus = expect::only_hit(&e.seen("users/match")?, &created);
        let works = plus.is_empty()
            || e.find("users/match-percent").is_some_and(|seen| expect::only_hit(&seen, &created).is_empty());
        if !works && others.is_empty() {
            findings.extend(plus);
        }
        return Ok(findings);
    }
    Err(Unjudged::Skipped(SkipKind::Suite, "the suite marks no attribute as filterable".to_owned()))
}
