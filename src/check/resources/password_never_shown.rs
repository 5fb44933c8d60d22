use super::*;

check! {
    /// RFC 7643 §4.1.1 gives `password` the characteristic "returned: never": it appears in no answer, whether in
    /// clear, hashed, or replaced by asterisks.
    ///
    /// ## Why it matters
    /// Entra writes what it reads into logs. A hash is enough to try passwords at leisure; asterisks come back as
    /// the new password with the next PUT.
    ///
    /// ## Usual cause
    /// The stored record is returned as a whole.
    ///
    /// ## How to fix
    /// Leave the attribute out of every answer.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7
    /// 200 {"id":"7","userName":"mira@tern.example","password":"********"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7
    /// 200 {"id":"7","userName":"mira@tern.example"}
    /// ```
    id: "resources/password-never-shown",
    title: "no answer MUST ever show a password",
    profile: Rfc,
    severity: Error,
    covers: ["res-19"],
    sources: [Rfc7643("4.1.1"), Rfc7643("7")],
    dialects: Without,
    needs: [
        "users/create", "users/get", "users/match", "resources/create", "resources/get", "resources/match",
        "resources/patch", "resources/patch/read", "resources/put", "groups/create", "groups/get",
        "groups/match", "resources/crew", "resources/crew/read",
    ],
    run: judge,
}

/// Where the run writes no password, only one that is shown all the same tells something.
fn judge(e: &Evidence) -> Judged {
    let findings = each(e, |shown| {
        let password = access::member(shown.body, "password").filter(|password| !password.is_null())?;
        let kind = if password.as_str().is_some_and(|text| !text.is_empty() && text.chars().all(|c| c == '*'))
        {
            "asterisks"
        } else {
            "a value"
        };
        let finding = shown.finding("the answer shows a password", "/password");
        Some(finding.expected("no such attribute", kind))
    })?;
    if findings.is_empty() && !e.suite().lists("password") {
        let reason = "the suite lists no password, so none was written";
        return Err(Unjudged::Skipped(SkipKind::Suite, reason.to_owned()));
    }
    Ok(findings)
}
