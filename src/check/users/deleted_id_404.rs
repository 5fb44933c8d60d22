use super::*;

check! {
    /// RFC 7644 §3.6 and Microsoft Learn require that a deleted user is gone: a read by id is answered with
    /// 404.
    ///
    /// ## Why it matters
    /// An account that can still be read after its deletion is one that Entra takes for existing.
    ///
    /// ## Usual cause
    /// DELETE only marks the record, and reads by id do not look at the mark.
    ///
    /// ## How to fix
    /// Answer 404 for deleted users, whether or not you keep their records.
    ///
    /// ## Fails
    /// ```http
    /// DELETE /Users/u-7
    /// 204
    /// GET /Users/u-7
    /// 200 {"id":"u-7","active":false}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// DELETE /Users/u-7
    /// 204
    /// GET /Users/u-7
    /// 404 {"status":"404","detail":"no such user"}
    /// ```
    id: "users/deleted-id-404",
    title: "a read of a deleted user MUST be answered with 404",
    profile: Entra,
    severity: Error,
    covers: ["get-02", "del-02", "E-88", "E-32"],
    sources: [Learn("delete-user"), Rfc7644("3.6")],
    dialects: Without,
    needs: ["users/delete", "users/get-deleted", "users/unknown-id"],
    run: judge,
}

/// A tenant that answers 404 for no id at all fails `users/unknown-id-404`.
fn judge(e: &Evidence) -> Judged {
    let gone = e.seen("users/get-deleted")?;
    let unknown = e.find("users/unknown-id").map(|seen| seen.status());
    if gone.status() != 404 && unknown == Some(gone.status()) {
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, "no unknown id is answered with 404".to_owned()));
    }
    Ok(expect::status(&gone, &[404], "the deleted user is not answered with 404"))
}
