use super::*;

check! {
    /// Test P3 of Microsoft's SCIM Validator: DELETE of a user or group that never was is answered with 404.
    ///
    /// ## Why it matters
    /// Microsoft's tool reports the app as not compliant while the test fails, and reviewers of a gallery
    /// listing ask for its report. Microsoft counts it as a preview, which does not decide. A client that mixed
    /// up ids learns of it.
    ///
    /// ## Usual cause
    /// The number of deleted rows is not looked at.
    ///
    /// ## How to fix
    /// Answer 404 if there was nothing to delete.
    ///
    /// ## Fails
    /// ```http
    /// DELETE /Users/0b1f
    /// 204
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// DELETE /Users/0b1f
    /// 404 {"detail":"there is no such user","status":"404"}
    /// ```
    id: "validator/delete-unknown",
    title: "DELETE of what never was SHOULD be answered with 404",
    profile: Gallery,
    severity: Warning,
    covers: ["P3"],
    sources: [Validator("P3"), Rfc7644("3.6")],
    dialects: Without,
    needs: ["validator/unknown/*"],
    run: |e| unless_named(e, judge(e), &["users/", "groups/", "transport/", "delete/unknown-id-404"]),
}

fn judge(e: &Evidence) -> Judged {
    let seen = e.seen_all("validator/unknown/")?;
    let message = "the DELETE of something that never was is not answered with 404";
    Ok(seen.iter().flat_map(|(_, seen)| expect::status(seen, &[404], message)).collect())
}
