use super::*;

check! {
    /// Test P4 of Microsoft's SCIM Validator: a second DELETE of the same user or group is answered with 404.
    ///
    /// ## Why it matters
    /// Microsoft's tool reports the app as not compliant while the test fails, and reviewers of a gallery
    /// listing ask for its report. Microsoft counts it as a preview, which does not decide. A client that
    /// repeats a request learns that the first one was carried out.
    ///
    /// ## Usual cause
    /// Records are marked as deleted, and DELETE finds them still.
    ///
    /// ## How to fix
    /// Treat what is marked as deleted as gone.
    ///
    /// ## Fails
    /// ```http
    /// DELETE /Users/84c1
    /// 204
    ///
    /// DELETE /Users/84c1
    /// 204
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// DELETE /Users/84c1
    /// 204
    ///
    /// DELETE /Users/84c1
    /// 404
    /// ```
    id: "validator/delete-twice",
    title: "a second DELETE SHOULD be answered with 404",
    profile: Gallery,
    severity: Warning,
    covers: ["P4"],
    sources: [Validator("P4"), Rfc7644("3.6")],
    dialects: Without,
    needs: ["validator/twice/*"],
    run: |e| unless_named(e, judge(e), &["users/", "groups/", "transport/", "delete/second-delete-404"]),
}

fn judge(e: &Evidence) -> Judged {
    let steps = ["validator/twice/again", "validator/twice/group-again"];
    let seen: Vec<Seen> = steps.iter().filter_map(|step| e.find(step)).collect();
    if seen.is_empty() {
        return e.seen(steps[0]).map(|_| Vec::new());
    }
    let message = "the second DELETE is not answered with 404";
    Ok(seen.iter().flat_map(|seen| expect::status(seen, &[404], message)).collect())
}
