use super::*;

check! {
    /// Test U9 of Microsoft's SCIM Validator: a PATCH with one *add* for each attribute a bare user lacks,
    /// several dozen in one request, gives it all of them.
    ///
    /// ## Why it matters
    /// Microsoft's tool reports the app as not compliant while the test fails, and reviewers of a gallery
    /// listing ask for its report. Entra adds what a mapping gained to users that exist.
    ///
    /// ## Usual cause
    /// An add to a part of an attribute that is not there yet, such as `name.givenName` without `name`, finds
    /// nothing to add to.
    ///
    /// ## How to fix
    /// Make the attribute, or its element, as soon as one part of it is added.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/91aa
    /// {"Operations":[{"op":"add","path":"name.givenName","value":"Zoë"}, …]}
    /// 200 {"id":"91aa"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/91aa
    /// {"Operations":[{"op":"add","path":"name.givenName","value":"Zoë"}, …]}
    /// 200 {"id":"91aa","name":{"givenName":"Zoë"},…}
    /// ```
    id: "validator/add-attributes-verbose",
    title: "a PATCH that adds each attribute in an operation of its own MUST add them all",
    profile: Gallery,
    severity: Error,
    covers: ["U9"],
    sources: [Validator("U9"), Rfc7644("3.5.2.1")],
    dialects: Without,
    needs: [
        "validator/create-bare",
        "validator/get-bare",
        "validator/add-verbose",
        "validator/add-verbose/read",
    ],
    run: |e| unless_named(e, takes_effect(e, "validator/add-verbose"), &["patch/value-filter-add", "patch/", "patch/all-texts", "suite/", "users/", "transport/"]),
}
