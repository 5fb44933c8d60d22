use super::*;

check! {
    /// Test G7 of Microsoft's SCIM Validator: the same create once more is refused with 409.
    ///
    /// ## Why it matters
    /// Microsoft's tool reports the app as not compliant while the test fails, and reviewers of a gallery
    /// listing ask for its report. Two groups of one name cannot be told apart by Entra, which matches groups
    /// by displayName.
    ///
    /// ## Usual cause
    /// Duplicates are told by externalId, which this group does not have.
    ///
    /// ## How to fix
    /// Compare the attribute by which groups are matched, displayName by default.
    ///
    /// ## Fails
    /// ```http
    /// POST /Groups (again)
    /// {"displayName":"Harbour crew"}
    /// 201 {"id":"77b2","displayName":"Harbour crew"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Groups (again)
    /// {"displayName":"Harbour crew"}
    /// 409 {"scimType":"uniqueness","status":"409","detail":"displayName is taken"}
    /// ```
    id: "validator/create-duplicate-group",
    title: "the same create of a group once more MUST be refused with 409",
    profile: Gallery,
    severity: Error,
    covers: ["G7"],
    sources: [Validator("G7"), Rfc7644("3.3")],
    dialects: Without,
    needs: ["validator/group/own", "validator/group/duplicate"],
    run: |e| unless_named(e, expect_conflict(e, "validator/group/duplicate"), &["groups/duplicate-409", "groups/", "query/", "transport/", "errors/"]),
}
