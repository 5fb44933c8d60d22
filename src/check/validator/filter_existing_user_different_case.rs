use super::*;

check! {
    /// Test U5 of Microsoft's SCIM Validator: a query by userName in other letters finds the user, as userName
    /// ignores case (RFC 7643 §4.1.1).
    ///
    /// ## Why it matters
    /// Microsoft's tool reports the app as not compliant while the test fails, and reviewers of a gallery
    /// listing ask for its report. Directories and apps rarely agree about capitals; a miss makes a second
    /// account.
    ///
    /// ## Usual cause
    /// The stored name is folded and the value of the filter is not, or only one of the two directions is.
    ///
    /// ## How to fix
    /// Fold both sides before you compare.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22zoe%40tern.example%22
    /// 200 {"totalResults":0}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22zoe%40tern.example%22
    /// 200 {"totalResults":1,"Resources":[{"id":"84c1","userName":"Zoe@tern.example"}]}
    /// ```
    id: "validator/filter-existing-user-different-case",
    title: "a query by userName in other letters MUST find the same user",
    profile: Gallery,
    severity: Error,
    covers: ["U5"],
    sources: [Validator("U5"), Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: ["validator/create", "validator/get", "validator/duplicate", "validator/filter-case"],
    run: |e| unless_named(e, judge(e), &["query/username-ignores-case", "query/", "users/", "transport/"]),
}

fn judge(e: &Evidence) -> Judged {
    needs_one(e, "validator/duplicate")?;
    Ok(expect::only_hit(&e.seen("validator/filter-case")?, &e.seen("validator/create")?))
}
