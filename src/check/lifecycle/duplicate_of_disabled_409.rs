use super::*;

check! {
    /// A disabled user still exists, so its `userName` is taken: RFC 7644 §3.3 has a create of the same name
    /// refused with 409. A server that brings the old account back under its old `id` passes, too; one that
    /// makes a second account does not.
    ///
    /// ## Why it matters
    /// Two accounts of one person are found by the query that Entra matches by. It can decide for neither and
    /// gives both up.
    ///
    /// ## Usual cause
    /// The check for uniqueness looks at active accounts only.
    ///
    /// ## How to fix
    /// Check uniqueness against all users that exist, disabled ones included.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users
    /// {"schemas":[…],"userName":"dana.okoye@tern.example","active":true}
    /// 201 {"id":"u-88","userName":"dana.okoye@tern.example","active":true, …}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users
    /// {"schemas":[…],"userName":"dana.okoye@tern.example","active":true}
    /// 409 {"schemas":[…],"status":"409","scimType":"uniqueness"}
    /// ```
    id: "lifecycle/duplicate-of-disabled-409",
    title: "a create of a user who is disabled SHOULD be refused with 409, not make a second account",
    profile: Rfc,
    severity: Warning,
    covers: ["soft-05"],
    sources: [Rfc7644("3.3"), Rfc7643("4.1.1"), Inferred],
    dialects: Without,
    needs: ["users/duplicate", "soft/create", "soft/disable", "soft/disable/read", "soft/twin"],
    run: judge,
}

/// A server that takes duplicates of active users, too, fails `users/duplicate-409`.
fn judge(e: &Evidence) -> Judged {
    let twin = e.seen("soft/twin")?;
    needs_disabled(e)?;
    let ordinary = e.find("users/duplicate");
    if twin.status() != 409 && ordinary.is_some_and(|duplicate| duplicate.status() != 409) {
        let reason =
            "a duplicate of an active user is not refused with 409 either, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    if twin.succeeded() && twin.id().is_some() && twin.id() == e.seen("soft/create")?.id() {
        return Ok(Vec::new());
    }
    Ok(expect::status(&twin, &[409], "the create of a user who is disabled is not refused with 409"))
}
