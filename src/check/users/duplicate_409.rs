use super::*;

check! {
    /// RFC 7644 §3.3 requires that a create with a `userName` that is taken is refused with 409. Microsoft's
    /// validator tests it.
    ///
    /// ## Why it matters
    /// 409 tells Entra to look the user up again. With 400 or 500 it repeats the create in every cycle; with
    /// 201 the person has two accounts.
    ///
    /// ## Usual cause
    /// The database's unique violation is answered as a general error, or there is no unique index.
    ///
    /// ## How to fix
    /// Answer 409 with `"scimType":"uniqueness"` and say which attribute is taken.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"mira@tern.example"} (a second time)
    /// 400 {"detail":"user exists"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"mira@tern.example"} (a second time)
    /// 409 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"409","scimType":"uniqueness","detail":"userName is taken"}
    /// ```
    id: "users/duplicate-409",
    title: "a create with a userName that is taken MUST be refused with 409",
    profile: Entra,
    severity: Error,
    covers: ["E-53", "post-08", "ent-17", "okt-02"],
    sources: [Rfc7644("3.3"), Validator("U2")],
    dialects: Without,
    needs: ["users/get", "users/duplicate"],
    run: |e| Ok(expect::status(&e.seen("users/duplicate")?, &[409], "a second user of the same userName is not refused with 409")),
}
