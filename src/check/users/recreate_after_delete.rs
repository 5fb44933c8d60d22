use super::*;

check! {
    /// RFC 7644 §3.6 keeps no claim on a deleted user's values: the same `userName` can be created again, and
    /// gets an `id` of its own.
    ///
    /// ## Why it matters
    /// People come back. If their name stays taken, the create is refused in every cycle while no query finds
    /// an account to link.
    ///
    /// ## Usual cause
    /// Deleted records stay in the unique index.
    ///
    /// ## How to fix
    /// Leave deleted users out of the check for uniqueness, and never issue an id twice.
    ///
    /// ## Fails
    /// ```http
    /// DELETE /Users/u-7
    /// 204
    /// POST /Users {"userName":"mira@tern.example"}
    /// 409 {"status":"409","scimType":"uniqueness"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// DELETE /Users/u-7
    /// 204
    /// POST /Users {"userName":"mira@tern.example"}
    /// 201 {"id":"u-12","userName":"mira@tern.example"}
    /// ```
    id: "users/recreate-after-delete",
    title: "a deleted user's userName SHOULD be free for a new user with a new id",
    profile: Entra,
    severity: Warning,
    covers: ["del-08", "del-09", "E-90"],
    sources: [Rfc7644("3.6"), Source::Inferred],
    dialects: Without,
    needs: ["users/create", "users/delete", "users/get-deleted", "users/recreate"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let old = e.seen("users/create")?.id();
    let seen = e.seen("users/recreate")?;
    if e.find("users/get-deleted").is_some_and(|gone| gone.succeeded()) {
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, "the user was not deleted".to_owned()));
    }
    let refused = expect::status(&seen, &[200, 201], "the userName of a deleted user cannot be used again");
    if !refused.is_empty() || old.is_none() || seen.id() != old {
        return Ok(refused);
    }
    let finding = Finding::at(seen.exchange, "the new user has the id of the deleted one");
    Ok(vec![finding.expected("a new id", old.unwrap_or_default()).pointer("/id")])
}
