use super::*;

check! {
    /// Test P5 of Microsoft's SCIM Validator: a PATCH that adds one member and removes another does both.
    ///
    /// ## Why it matters
    /// Microsoft's tool reports the app as not compliant while the test fails, and reviewers of a gallery
    /// listing ask for its report. Microsoft counts it as a preview, which does not decide. Entra may send both
    /// when people change places.
    ///
    /// ## Usual cause
    /// Only the first operation of a PATCH of a group is read.
    ///
    /// ## How to fix
    /// Apply the operations one after the other, in their order.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Groups/5d0e
    /// {"Operations":[{"op":"add","path":"members","value":[{"value":"91aa"}]},{"op":"remove","path":"members[value eq \"84c1\"]"}]}
    /// 204
    ///
    /// GET /Groups/5d0e
    /// 200 {"members":[{"value":"84c1"},{"value":"91aa"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Groups/5d0e
    /// {"Operations":[{"op":"add","path":"members","value":[{"value":"91aa"}]},{"op":"remove","path":"members[value eq \"84c1\"]"}]}
    /// 204
    ///
    /// GET /Groups/5d0e
    /// 200 {"members":[{"value":"91aa"}]}
    /// ```
    id: "validator/patch-group-add-and-remove",
    title: "a PATCH that adds one member and removes another SHOULD do both",
    profile: Gallery,
    severity: Warning,
    covers: ["P5"],
    sources: [Validator("P5"), Rfc7644("3.5.2")],
    dialects: Without,
    needs: [
        "validator/group/own",
        "validator/group/one",
        "validator/group/two",
        "validator/group/again/read",
        "validator/group/swap",
        "validator/group/swap/read",
        "members/add/read",
    ],
    run: |e| unless_named(e, judge(e), &["groups/", "query/", "transport/", "patch/"]),
}

/// The member that is removed must have been there.
fn judge(e: &Evidence) -> Judged {
    if expect::member_ids(&e.seen("validator/group/again/read")?).is_empty() {
        return Err(Unjudged::not_shown("the group showed no member before"));
    }
    leaves(e, "validator/group/swap", &["two"])
}
