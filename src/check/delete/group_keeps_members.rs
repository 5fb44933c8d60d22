use super::*;
use crate::scim::access;

check! {
    /// A DELETE removes the resource its URL names (RFC 9110 §9.3.5), and a group only refers to its members:
    /// they stay.
    ///
    /// ## Why it matters
    /// Entra deletes groups that go out of scope. Accounts that vanish with them are accounts of people who are
    /// still there.
    ///
    /// ## Usual cause
    /// The database deletes by cascade, and the arrow of the foreign key points the wrong way.
    ///
    /// ## How to fix
    /// Delete the group and its memberships, nothing else.
    ///
    /// ## Fails
    /// ```http
    /// DELETE /Groups/g-7
    /// 204
    /// GET /Users/u-52
    /// 404
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// DELETE /Groups/g-7
    /// 204
    /// GET /Users/u-52
    /// 200 {"id":"u-52","userName":"dana.okoye@tern.example", …}
    /// ```
    id: "delete/group-keeps-members",
    title: "the users in a group SHOULD stay when the group is deleted",
    profile: Rfc,
    severity: Warning,
    covers: ["del-11"],
    sources: [Rfc9110("9.3.5"), Inferred],
    dialects: Without,
    needs: [
        "delete/create-stayer", "delete/get-stayer", "delete/create-group/read", "delete/group",
        "delete/group/member",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let deleted = e.seen("delete/group")?;
    if !deleted.succeeded() {
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, "the group could not be deleted".to_owned()));
    }
    let member = e.seen("delete/create-stayer")?.body().and_then(access::id).unwrap_or_default();
    if !expect::member_ids(&e.seen("delete/create-group/read")?).contains(&member.as_str()) {
        return Err(Unjudged::not_shown("the group did not show its member before"));
    }
    let read = e.seen("delete/group/member")?;
    let findings = expect::status(&read, &[200], "the member cannot be read since its group was deleted");
    Ok(findings.into_iter().map(|finding| finding.caused_by(deleted.exchange)).collect())
}
