use super::*;

check! {
    /// Test U6b of Microsoft's SCIM Validator: the same in its shorter form: what has a value filter by path,
    /// and all the rest in one operation without a path, with dotted names and URNs as keys.
    ///
    /// ## Why it matters
    /// Microsoft's tool reports the app as not compliant while the test fails, and reviewers of a gallery
    /// listing ask for its report. It is what Entra sends once its compliance flag is set.
    ///
    /// ## Usual cause
    /// Only the first few keys, or those of one form, are read.
    ///
    /// ## How to fix
    /// Treat each key of the object as a path and apply all of them.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/84c1
    /// Content-Type: application/scim+json; charset=utf-8
    /// {"Operations":[{"op":"replace","path":"emails[type eq \"work\"].value","value":"i@tern.example"},{"op":"replace","value":{"displayName":"Ingrid Lind","name.givenName":"Ingrid","title":"Pilot"}}]}
    /// 200 {"displayName":"Ingrid Lind","name":{"givenName":"Zoë"},…}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/84c1
    /// Content-Type: application/scim+json; charset=utf-8
    /// {"Operations":[{"op":"replace","path":"emails[type eq \"work\"].value","value":"i@tern.example"},{"op":"replace","value":{"displayName":"Ingrid Lind","name.givenName":"Ingrid","title":"Pilot"}}]}
    /// 200 {"displayName":"Ingrid Lind","name":{"givenName":"Ingrid"},"title":"Pilot",…}
    /// ```
    id: "validator/replace-attributes",
    title: "a PATCH that replaces many attributes in one operation without a path MUST change them all",
    profile: Gallery,
    severity: Error,
    covers: ["U6b"],
    sources: [Validator("U6b"), Rfc7644("3.5.2.3")],
    dialects: Without,
    needs: ["validator/create", "validator/get", "validator/replace", "validator/replace/read"],
    run: |e| unless_named(e, takes_effect(e, "validator/replace"), &["patch/", "patch/all-texts", "suite/", "users/", "transport/"]),
}
