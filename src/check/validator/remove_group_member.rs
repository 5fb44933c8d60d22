use super::*;

check! {
    /// Test G11 of Microsoft's SCIM Validator: a *remove* of `members` by a value filter takes the user out,
    /// here the only one.
    ///
    /// ## Why it matters
    /// Microsoft's tool reports the app as not compliant while the test fails, and reviewers of a gallery
    /// listing ask for its report. Access that hangs on the group goes on otherwise.
    ///
    /// ## Usual cause
    /// A group is not allowed to become empty.
    ///
    /// ## How to fix
    /// Let a group be empty; RFC 7643 does not require members.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Groups/5d0e
    /// {"Operations":[{"op":"remove","path":"members[value eq \"84c1\"]"}]}
    /// 204
    ///
    /// GET /Groups/5d0e
    /// 200 {"members":[{"value":"84c1"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Groups/5d0e
    /// {"Operations":[{"op":"remove","path":"members[value eq \"84c1\"]"}]}
    /// 204
    ///
    /// GET /Groups/5d0e
    /// 200 {"id":"5d0e"}
    /// ```
    id: "validator/remove-group-member",
    title: "a remove of members by a value filter MUST take the user out of the group",
    profile: Gallery,
    severity: Error,
    covers: ["G11"],
    sources: [Validator("G11"), Rfc7644("3.5.2.2")],
    dialects: Without,
    needs: [
        "validator/group/own",
        "validator/group/one",
        "validator/group/two",
        "validator/group/member/read",
        "validator/group/no-member",
        "validator/group/no-member/read",
        "members/add/read",
    ],
    run: |e| unless_named(e, judge(e), &["groups/", "query/", "transport/", "patch/"]),
}

/// Absence means something only where the member was shown before.
fn judge(e: &Evidence) -> Judged {
    if expect::member_ids(&e.seen("validator/group/member/read")?).is_empty() {
        return Err(Unjudged::not_shown("the group showed no member before"));
    }
    leaves(e, "validator/group/no-member", &[])
}
