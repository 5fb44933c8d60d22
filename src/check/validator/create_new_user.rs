use super::*;

check! {
    /// Test U1 of Microsoft's SCIM Validator: a user with all listed attributes is created with 201, found by
    /// its matching attribute, and each value comes back as it was sent.
    ///
    /// ## Why it matters
    /// Microsoft's tool reports the app as not compliant while the test fails, and reviewers of a gallery
    /// listing ask for its report. The body is UTF-8, and the media type says so.
    ///
    /// ## Usual cause
    /// The body is decoded by another character set as soon as the header names one; or values are shortened or
    /// normalised on the way in.
    ///
    /// ## How to fix
    /// Read JSON as UTF-8 whatever the header says, and give back what was stored.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users
    /// Content-Type: application/scim+json; charset=utf-8
    /// {"userName":"zoe@tern.example","name":{"familyName":"Brontë"}}
    /// 201 {"id":"84c1","name":{"familyName":"BrontÃ«"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users
    /// Content-Type: application/scim+json; charset=utf-8
    /// {"userName":"zoe@tern.example","name":{"familyName":"Brontë"}}
    /// 201 {"id":"84c1","name":{"familyName":"Brontë"}}
    /// ```
    id: "validator/create-new-user",
    title: "a new user MUST be created with 201 and shown as it was sent",
    profile: Gallery,
    severity: Error,
    covers: ["U1"],
    sources: [Validator("U1"), Rfc7644("3.3")],
    dialects: Without,
    needs: ["validator/create", "validator/filter"],
    run: |e| unless_named(e, judge(e), &["users/", "query/", "suite/", "transport/"]),
}

fn judge(e: &Evidence) -> Judged {
    let create = e.seen("validator/create")?;
    let refused = expect::status(&create, &[201], "the create is not answered with 201");
    if !refused.is_empty() {
        return Ok(refused);
    }
    let found = e.seen("validator/filter")?;
    let Some(user) = found.resources().iter().find(|hit| expect::is_created(hit, &create)) else {
        return Ok(expect::only_hit(&found, &create));
    };
    let differs = expect::differences(create.sent(), user).into_iter();
    Ok(differs.map(|difference| difference.finding(found.exchange).caused_by(create.exchange)).collect())
}
