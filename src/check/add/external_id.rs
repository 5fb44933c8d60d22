use super::*;

check! {
    /// `externalId` belongs to every resource (RFC 7643 §3.1) and is written by the client. A resource that was
    /// created without gets it by an add.
    ///
    /// ## Why it matters
    /// Entra links accounts that were in the app before it by writing its own id there. Without it the link is
    /// lost with the next change of name.
    ///
    /// ## Usual cause
    /// It is a column that only the create request fills.
    ///
    /// ## How to fix
    /// Treat `externalId` as any writable text, for users and for groups.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","path":"externalId","value":"mira.berg"}]}
    /// 200 {"id":"7"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","path":"externalId","value":"mira.berg"}]}
    /// 200 {"id":"7","externalId":"mira.berg"}
    /// ```
    id: "add/external-id",
    title: "an add of externalId MUST take effect for users and groups",
    profile: Rfc,
    severity: Error,
    covers: ["add-17"],
    sources: [Rfc7643("3.1"), Rfc7644("3.5.2.1")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "add/external-id",
        "add/external-id/read", "add/group-external-id", "add/group-external-id/read",
    ],
    run: judge,
}

/// Users or groups; the suite may leave out either.
fn judge(e: &Evidence) -> Judged {
    let added = |step: &str| accepted(e, step, &|now| now.shows_sent("externalId", "/Operations/0/value"));
    match (added("add/external-id"), added("add/group-external-id")) {
        (Ok(user), Ok(group)) => Ok([user, group].concat()),
        (Err(Unjudged::Skipped(..)), other) | (other, Err(Unjudged::Skipped(..))) => other,
        (Err(error), _) | (_, Err(error)) => Err(error),
    }
}
