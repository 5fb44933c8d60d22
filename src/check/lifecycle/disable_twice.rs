use super::*;

check! {
    /// A PATCH that replaces a value by the same one asks for a state that is there already; it succeeds. Our
    /// conclusion from how Entra works: it repeats requests whose answer it lost.
    ///
    /// ## Why it matters
    /// A refusal counts as a failed change of the account. Entra tries again for weeks, and many of them bring
    /// the job into quarantine.
    ///
    /// ## Usual cause
    /// The handler calls a function "deactivate" that only works on active accounts.
    ///
    /// ## How to fix
    /// Store the state that is asked for, whatever it was.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/u-52
    /// {"schemas":[…],"Operations":[{"op":"replace","path":"active","value":false}]}
    /// 409 {"schemas":[…],"status":"409","detail":"the user is already disabled"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/u-52
    /// {"schemas":[…],"Operations":[{"op":"replace","path":"active","value":false}]}
    /// 204
    /// ```
    id: "lifecycle/disable-twice",
    title: "a disable of a user who is disabled SHOULD be accepted and change nothing",
    profile: Rfc,
    severity: Warning,
    covers: ["soft-07"],
    sources: [Rfc7644("3.5.2.3"), Inferred],
    dialects: Without,
    needs: ["soft/disable", "soft/disable/read", "soft/disable-again", "soft/disable-again/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    needs_disabled(e)?;
    let patch = e.seen("soft/disable-again")?;
    let refused = expect::status(&patch, &[200, 204], "a second disable is refused");
    if !refused.is_empty() {
        return Ok(refused);
    }
    let read = e.seen("soft/disable-again/read")?;
    if super::super::users::is_active(&read, false) {
        return Ok(Vec::new());
    }
    let finding = Finding::at(read.exchange, "the user is not disabled after a second disable");
    let actual = expect::answer(read.exchange);
    Ok(vec![finding.expected("active false", actual).pointer("/active").caused_by(patch.exchange)])
}
