use super::*;

check! {
    /// RFC 7644 §3.6 and Microsoft Learn require that a DELETE is answered with 204.
    ///
    /// ## Why it matters
    /// It is how accounts end when a person leaves for good. A refusal keeps them, and many refusals put the
    /// job into quarantine.
    ///
    /// ## Usual cause
    /// The handler answers 200 with a body, or deleting is not implemented.
    ///
    /// ## How to fix
    /// Answer 204 without a body. If accounts cannot be deleted, say so in the app's suite
    /// (`removal = "disable-only"`).
    ///
    /// ## Fails
    /// ```http
    /// DELETE /Users/u-7
    /// 202 {"message":"queued"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// DELETE /Users/u-7
    /// 204
    /// ```
    id: "users/delete-returns-204",
    title: "a DELETE of a user MUST be answered with 204",
    profile: Entra,
    severity: Error,
    covers: ["del-01", "E-88", "L-04", "ent-10"],
    sources: [Learn("delete-user"), Rfc7644("3.6")],
    dialects: Without,
    needs: ["users/delete", "users/delete-with-content-type"],
    run: judge,
}

/// A suite that does not say how users are removed leaves it open whether they can be deleted.
fn judge(e: &Evidence) -> Judged {
    let seen = e.seen("users/delete")?;
    if e.find("users/delete-with-content-type").is_some_and(|typed| typed.succeeded()) {
        return Err(Unjudged::Skipped(
            SkipKind::NeedsStep,
            "the DELETE is refused for a reason that another check names".to_owned(),
        ));
    }
    Ok(expect::status(&seen, &[204], "the DELETE is not answered with 204"))
}
