use super::*;

check! {
    /// Entra disables an account when a person leaves, and deletes it weeks later, when the person is removed
    /// from the recycle bin for good. Microsoft's validation of gallery apps does both: the DELETE is answered
    /// with 204, and the account is gone.
    ///
    /// ## Why it matters
    /// If disabled accounts cannot be deleted, every account that Entra ends stays for ever.
    ///
    /// ## Usual cause
    /// The handler looks for active accounts only, and answers 404.
    ///
    /// ## How to fix
    /// Find disabled users in every request by id, DELETE included.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/u-52
    /// {"schemas":[…],"Operations":[{"op":"replace","path":"active","value":false}]}
    /// 204
    /// DELETE /Users/u-52
    /// 404
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/u-52
    /// {"schemas":[…],"Operations":[{"op":"replace","path":"active","value":false}]}
    /// 204
    /// DELETE /Users/u-52
    /// 204
    /// GET /Users/u-52
    /// 404
    /// ```
    id: "lifecycle/disabled-user-deleted",
    title: "a DELETE of a disabled user MUST work",
    profile: Gallery,
    severity: Error,
    covers: ["soft-06", "ent-10"],
    sources: [GalleryTest("Delete_User"), Learn("delete-user"), Rfc7644("3.6")],
    dialects: Without,
    needs: ["users/delete", "soft/disable", "soft/disable/read", "soft/delete", "soft/delete/read"],
    run: judge,
}

/// A tenant that refuses every DELETE fails `users/delete-returns-204`.
fn judge(e: &Evidence) -> Judged {
    needs_disabled(e)?;
    let delete = e.seen("soft/delete")?;
    if !delete.succeeded() && e.find("users/delete").is_some_and(|ordinary| !ordinary.succeeded()) {
        let reason = "no user can be deleted, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    if !delete.succeeded() {
        return Ok(expect::status(&delete, &[204], "the DELETE of a disabled user is refused"));
    }
    let read = e.seen("soft/delete/read")?;
    if !read.succeeded() {
        return Ok(Vec::new());
    }
    let ordinary = e.find("users/get-deleted").is_some_and(|gone| gone.succeeded());
    if ordinary {
        let reason = "deleted users can still be read, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    let findings = expect::status(&read, &[404], "the disabled user is still there after its DELETE");
    Ok(findings.into_iter().map(|finding| finding.caused_by(delete.exchange)).collect())
}
