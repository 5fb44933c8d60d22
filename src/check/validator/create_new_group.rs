use super::*;

check! {
    /// Test G6 of Microsoft's SCIM Validator: a group with nothing but its name is created with 201.
    ///
    /// ## Why it matters
    /// Microsoft's tool reports the app as not compliant while the test fails, and reviewers of a gallery
    /// listing ask for its report. The tool sends no more than it must.
    ///
    /// ## Usual cause
    /// An attribute that Entra happens to send, such as externalId, is required.
    ///
    /// ## How to fix
    /// Require `displayName` alone.
    ///
    /// ## Fails
    /// ```http
    /// POST /Groups
    /// Content-Type: application/scim+json; charset=utf-8
    /// {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Harbour crew"}
    /// 400 {"detail":"externalId is required","status":"400"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Groups
    /// Content-Type: application/scim+json; charset=utf-8
    /// {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Harbour crew"}
    /// 201 {"id":"5d0e","displayName":"Harbour crew"}
    /// ```
    id: "validator/create-new-group",
    title: "a group with nothing but its name MUST be created with 201",
    profile: Gallery,
    severity: Error,
    covers: ["G6"],
    sources: [Validator("G6"), Rfc7644("3.3")],
    dialects: Without,
    needs: ["validator/group/create"],
    run: |e| unless_named(e, e.seen("validator/group/create").map(|seen| expect::status(&seen, &[201], "the create of a group is not answered with 201")), &["groups/", "query/", "transport/"]),
}
