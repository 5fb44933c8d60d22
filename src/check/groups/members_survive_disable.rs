use super::*;

check! {
    /// A disabled user stays a member of the groups, so that enabling restores everything: the provisioning
    /// service does not send memberships again.
    ///
    /// ## Why it matters
    /// Otherwise a person who comes back has an account but none of the rights, until somebody changes each
    /// group by hand.
    ///
    /// ## Usual cause
    /// Disabling a user cleans up the memberships as deleting does.
    ///
    /// ## How to fix
    /// Keep memberships of disabled users, and let `active` alone decide whether they count.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Replace","path":"active","value":"False"}]}
    /// 204
    /// PATCH /Users/u-7 {"Operations":[{"op":"Replace","path":"active","value":"True"}]}
    /// 204
    /// GET /Groups/g-3 (which had u-7)
    /// 200 {"id":"g-3","members":[]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Replace","path":"active","value":"True"}]}
    /// 204
    /// GET /Groups/g-3
    /// 200 {"id":"g-3","members":[{"value":"u-7"}]}
    /// ```
    id: "groups/members-survive-disable",
    title: "a user who is disabled and enabled again SHOULD still be a member",
    profile: Entra,
    severity: Warning,
    covers: ["soft-04", "E-78"],
    sources: [Source::LearnPage("entra/identity/app-provisioning/how-provisioning-works", "How provisioning works")],
    dialects: Each,
    needs: [
        "members/create-user-one", "members/remove", "members/add-several/read", "members/disable", "members/disable/read",
        "members/disable/user",
        "members/restore", "members/restore/user", "members/restore/read",
    ],
    run: judge,
}

/// A tenant may hide disabled members; what counts is that they are back with the user.
fn judge(e: &Evidence) -> Judged {
    let one = member(e, "one")?;
    if !super::super::users::is_active(&e.seen("members/disable/user")?, false) {
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, "the member could not be disabled".to_owned()));
    }
    let restored = e.seen("members/restore/read")?;
    if !super::super::users::is_active(&e.seen("members/restore/user")?, true) || !restored.succeeded() {
        return Err(Unjudged::Skipped(
            SkipKind::NeedsStep,
            "the member could not be enabled again".to_owned(),
        ));
    }
    if !expect::member_ids(&e.seen("members/add-several/read")?).contains(&one.as_str()) {
        return Err(Unjudged::not_shown("the user was not a member before"));
    }
    if expect::member_ids(&restored).contains(&one.as_str()) {
        return Ok(Vec::new());
    }
    let finding = Finding::at(restored.exchange, "the user is no longer a member");
    Ok(vec![finding.expected(format!("a member with value {one}"), "not there").pointer("/members")])
}
