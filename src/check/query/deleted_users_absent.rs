use super::*;

check! {
    /// Microsoft Learn requires that a deleted user is no longer returned by queries.
    ///
    /// ## Why it matters
    /// Entra would link the account of a person who comes back to a record that no longer works.
    ///
    /// ## Usual cause
    /// DELETE marks the row, and queries do not look at the mark.
    ///
    /// ## How to fix
    /// Leave deleted users out of every query.
    ///
    /// ## Fails
    /// ```http
    /// DELETE /Users/u-7
    /// 204
    /// GET /Users?filter=userName+eq+%22mira%40tern.example%22
    /// 200 {"totalResults":1,"Resources":[{"id":"u-7","active":false}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// DELETE /Users/u-7
    /// 204
    /// GET /Users?filter=userName+eq+%22mira%40tern.example%22
    /// 200 {"totalResults":0,"Resources":[]}
    /// ```
    id: "query/deleted-users-absent",
    title: "a deleted user MUST NOT be returned by a query",
    profile: Entra,
    severity: Error,
    covers: ["E-32", "del-05", "del-06", "E-88"],
    sources: [Learn("delete-user"), Rfc7644("3.6")],
    dialects: Without,
    needs: ["users/create", "users/match", "users/match-percent", "users/delete", "users/get-deleted", "users/match-deleted"],
    run: judge,
}

/// An empty answer means something only where the same query found the user before.
fn judge(e: &Evidence) -> Judged {
    let gone = e.seen("users/match-deleted")?;
    if e.seen("users/match")?.resources().is_empty() {
        return Err(Unjudged::not_shown("the query did not find the user before the delete either"));
    }
    if e.find("users/get-deleted").is_some_and(|read| read.succeeded()) {
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, "the user was not deleted".to_owned()));
    }
    if !gone.succeeded() {
        let reason = "a query without a match is not answered with a list";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    let created = e.seen("users/create")?;
    if !gone.resources().iter().any(|hit| expect::is_created(hit, &created)) {
        return Ok(Vec::new());
    }
    let finding = Finding::at(gone.exchange, "the query finds the deleted user");
    Ok(vec![finding.expected("totalResults 0", "the user").pointer("/Resources")])
}
