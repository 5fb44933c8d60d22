use super::*;

check! {
    /// Test U12 of Microsoft's SCIM Validator: a *remove* of the manager takes it away.
    ///
    /// ## Why it matters
    /// Microsoft's tool reports the app as not compliant while the test fails, and reviewers of a gallery
    /// listing ask for its report. A manager who has left goes on approving.
    ///
    /// ## Usual cause
    /// Only a replace with an empty value is understood.
    ///
    /// ## How to fix
    /// Clear the reference on *remove*, too.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/91aa
    /// {"Operations":[{"op":"remove","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"}]}
    /// 200 {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"84c1"}}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/91aa
    /// {"Operations":[{"op":"remove","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"}]}
    /// 200 {"id":"91aa"}
    /// ```
    id: "validator/remove-manager",
    title: "a remove of the manager MUST take it away",
    profile: Gallery,
    severity: Error,
    covers: ["U12"],
    sources: [Validator("U12"), Rfc7644("3.5.2.2")],
    dialects: Without,
    needs: [
        "validator/get-bare",
        "validator/manager-replace",
        "validator/manager-replace/read",
        "validator/manager-remove",
        "validator/manager-remove/read",
    ],
    run: |e| unless_named(e, judge(e), &["patch/", "suite/", "users/", "transport/"]),
}

/// Absence means something only where the manager was shown before.
fn judge(e: &Evidence) -> Judged {
    let patch = e.seen("validator/manager-remove")?;
    if manager(&e.seen("validator/manager-replace/read")?).is_none() {
        return Err(Unjudged::not_shown("the user showed no manager before"));
    }
    let refused = expect::status(&patch, &[200, 204], "the PATCH is refused");
    if !refused.is_empty() {
        return Ok(refused);
    }
    let read = e.seen("validator/manager-remove/read")?;
    if !read.succeeded() {
        return Ok(expect::status(&read, &[200], "the user cannot be read after the PATCH"));
    }
    let kept = manager(&read);
    let finding = |id| Finding::at(patch.exchange, "the manager is still there").expected("no manager", id);
    Ok(kept.map(finding).into_iter().collect())
}
