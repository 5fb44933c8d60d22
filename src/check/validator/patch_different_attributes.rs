use super::*;

check! {
    /// Test P1 of Microsoft's SCIM Validator: a PATCH that removes one attribute, adds another and replaces a
    /// third does all of it.
    ///
    /// ## Why it matters
    /// Microsoft's tool reports the app as not compliant while the test fails, and reviewers of a gallery
    /// listing ask for its report. Microsoft counts it as a preview, which does not decide. Entra mixes
    /// operations whenever several attributes change.
    ///
    /// ## Usual cause
    /// The operations are sorted into kinds, and the removes get lost.
    ///
    /// ## How to fix
    /// Apply the operations one after the other, in their order.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/91aa
    /// {"Operations":[{"op":"remove","path":"title"},{"op":"add","path":"displayName","value":"Zoë"}]}
    /// 200 {"title":"Pilot","displayName":"Zoë"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/91aa
    /// {"Operations":[{"op":"remove","path":"title"},{"op":"add","path":"displayName","value":"Zoë"}]}
    /// 200 {"displayName":"Zoë"}
    /// ```
    id: "validator/patch-different-attributes",
    title: "a PATCH with several operations on different attributes SHOULD carry out all of them",
    profile: Gallery,
    severity: Warning,
    covers: ["P1"],
    sources: [Validator("P1"), Rfc7644("3.5.2")],
    dialects: Without,
    needs: [
        "validator/get-bare",
        "validator/add-verbose/read",
        "validator/different",
        "validator/different/read",
    ],
    run: |e| unless_named(e, judge(e), &["patch/", "suite/", "users/", "transport/"]),
}

/// The attribute that is removed must have been there.
fn judge(e: &Evidence) -> Judged {
    let seen = e.seen("validator/different")?;
    let removed = expect::written(seen.sent()).into_iter().find(|(_, value)| value.is_null());
    let path: Option<crate::scim::Path> = removed.and_then(|(path, _)| path.parse().ok());
    let before = e.before("validator/different");
    if path.zip(before).is_none_or(|(path, before)| access::first(before, &path).is_none()) {
        return Err(Unjudged::not_shown("the user did not show the attribute that is to be removed"));
    }
    takes_effect(e, "validator/different")
}
