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
    id: "query/deleted-users-absent",
    title: "a deleted user MUST NOT be returned by a query",
    severity: Error,
    sources: [Learn("delete-user"), Rfc7644("3.6")],
    dialects: Without,
    needs: ["users/match", "users/match-percent", "users/delete", "users/match-deleted"],
    run: judge,
}

/// An empty answer means something only where the same query found the user before.
fn judge(e: &Evidence) -> Judged {
    let gone = e.seen("users/match-deleted")?;
    if e.seen("users/match")?.resources().is_empty() {
        return Err(Unjudged::not_shown("the query did not find the user before the delete either"));
    }
    if let Some(finding) = expect::list(&gone) {
        return Ok(vec![finding]);
    }
    let name = e.seen("users/create")?.sent()["userName"].as_str().unwrap_or_default();
    let still = gone.resources().iter().any(|hit| {
        crate::scim::access::member(hit, "userName")
            .and_then(Value::as_str)
            .is_some_and(|n| n.eq_ignore_ascii_case(name))
    });
    let finding = || {
        Finding::at(gone.exchange, "the query finds the deleted user")
            .expected("totalResults 0", "the user")
            .pointer("/Resources")
    };
    Ok(still.then(finding).into_iter().collect())
}
