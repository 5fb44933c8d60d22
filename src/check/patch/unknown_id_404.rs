use super::*;

check! {
    /// RFC 7644 §3.12 has a request for a resource that does not exist answered with 404, also when it would
    /// change it.
    ///
    /// ## Why it matters
    /// Entra takes 404 for a deleted user and makes a new one. Another status leaves the person without an
    /// account.
    ///
    /// ## Usual cause
    /// The operations are checked before the user is looked up, or the update creates what it does not find.
    ///
    /// ## How to fix
    /// Look the user up first, and answer 404 when there is none.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/nobody
    /// {"Operations":[{"op":"replace","path":"title","value":"Cook"}]}
    /// 400
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/nobody
    /// {"Operations":[{"op":"replace","path":"title","value":"Cook"}]}
    /// 404 {"status":"404","detail":"no such user"}
    /// ```
    id: "patch/unknown-id-404",
    title: "a PATCH of an id nobody has MUST be answered with 404",
    profile: Rfc,
    severity: Error,
    covers: ["pat-15"],
    sources: [Rfc7644("3.12")],
    dialects: Without,
    needs: ["discovery/config", "modify/good", "modify/good/read", "modify/unknown-id"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    offered(e)?;
    Ok(expect::status(
        &e.seen("modify/unknown-id")?,
        &[404],
        "the PATCH of an unknown id is not answered with 404",
    ))
}
