use super::*;

check! {
    /// RFC 7644 §3.5.2.3 and Microsoft Learn require that a PATCH which replaces one attribute is answered
    /// with 200 or 204, and that the next read shows the new value. Judged by a change of `userName`.
    ///
    /// ## Why it matters
    /// It is how a person's new name reaches the app. Where it fails, people sign in under a name that is no
    /// longer theirs, or not at all.
    ///
    /// ## Usual cause
    /// `userName` is treated as immutable, or the operation is answered without being carried out.
    ///
    /// ## How to fix
    /// Apply the operation to the stored user, and answer only when it is stored.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Replace","path":"userName","value":"mira.berg@tern.example"}]}
    /// 204
    /// GET /Users/u-7
    /// 200 {"id":"u-7","userName":"mira@tern.example"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Replace","path":"userName","value":"mira.berg@tern.example"}]}
    /// 204
    /// GET /Users/u-7
    /// 200 {"id":"u-7","userName":"mira.berg@tern.example"}
    /// ```
    id: "patch/replace-attribute",
    title: "a PATCH that replaces userName MUST take effect",
    profile: Entra,
    severity: Error,
    covers: ["pat-22", "pat-24", "pat-25", "rep-01", "E-61", "ent-06"],
    sources: [Learn("update-user-single-valued-properties"), Rfc7644("3.5.2.3")],
    dialects: Each,
    needs: ["users/match", "patch/*"],
    run: judge,
}

/// The new name must also be what a query finds the user by, where queries find users at all.
fn judge(e: &Evidence) -> Judged {
    let findings = takes_effect(e, "patch/rename")?;
    let alone = Evidence::new(e.transcript(), None);
    let queries = alone.find("users/match").is_none_or(|seen| !seen.resources().is_empty());
    let Some(query) = e.find("patch/match-renamed").filter(|_| findings.is_empty() && queries) else {
        return Ok(findings);
    };
    let written = expect::written(e.seen("patch/rename")?.sent());
    let name = written.first().and_then(|(_, value)| value.as_str()).unwrap_or_default();
    if expect::has_user_name(&query, name) {
        return Ok(findings);
    }
    let finding = Finding::at(query.exchange, "a query by the new userName does not find the user");
    Ok(vec![finding.expected("the user", "not there").pointer("/Resources")])
}
