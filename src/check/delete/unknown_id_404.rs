use super::*;

check! {
    /// RFC 7644 §3.12 has a request for what does not exist answered with 404. Microsoft's validator tries it
    /// on DELETE in its preview tests.
    ///
    /// ## Why it matters
    /// From any other answer a client cannot tell whether there was an account to delete. On a server error it
    /// tries again, for nothing.
    ///
    /// ## Usual cause
    /// The handler deletes without looking, and answers 204 for no rows as for one, or with the error of the
    /// database.
    ///
    /// ## How to fix
    /// Answer 404 when nothing was there to delete.
    ///
    /// ## Fails
    /// ```http
    /// DELETE /Users/9c1d6a7e-nobody
    /// 500 {"schemas":[…],"status":"500","detail":"an unexpected error occurred"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// DELETE /Users/9c1d6a7e-nobody
    /// 404 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404"}
    /// ```
    id: "delete/unknown-id-404",
    title: "a DELETE of an id that nobody has SHOULD be answered with 404",
    profile: Rfc,
    severity: Warning,
    covers: ["del-07", "E-89"],
    sources: [Rfc7644("3.12"), Rfc7644("3.6"), Validator("P3")],
    dialects: Without,
    needs: ["delete/first", "delete/unknown-id", "users/unknown-id"],
    run: judge,
}

/// A tenant that answers another status for unknown ids throughout fails `users/unknown-id-404`.
fn judge(e: &Evidence) -> Judged {
    let delete = e.seen("delete/unknown-id")?;
    needs_delete(e)?;
    let read = e.find("users/unknown-id").map(|seen| seen.status());
    if delete.status() != 404 && read == Some(delete.status()) {
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, "no unknown id is answered with 404".to_owned()));
    }
    Ok(expect::status(&delete, &[404], "a DELETE of an unknown id is not answered with 404"))
}
