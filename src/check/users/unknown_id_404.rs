use super::*;

check! {
    /// RFC 7644 §3.12 and Microsoft Learn require that reading an id that does not exist is answered with 404.
    ///
    /// ## Why it matters
    /// 404 tells Entra that an account is gone. A 200 without a user looks like one that lost all its values;
    /// a 5xx is repeated without end.
    ///
    /// ## Usual cause
    /// The empty result of the database reaches the code that writes the answer.
    ///
    /// ## How to fix
    /// Answer 404 with a SCIM error when no user has the id, also when the id has a form you never issue.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/5c6fb0aa-0e0f-43c6-9f53-3f0f7cf8c0de
    /// 200 {}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/5c6fb0aa-0e0f-43c6-9f53-3f0f7cf8c0de
    /// 404 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404","detail":"no such user"}
    /// ```
    id: "users/unknown-id-404",
    title: "a read of an unknown id MUST be answered with 404",
    profile: Entra,
    severity: Error,
    covers: ["E-60", "get-02"],
    sources: [Learn("get-user"), Rfc7644("3.12")],
    dialects: Without,
    needs: ["users/unknown-id"],
    run: |e| Ok(expect::status(&e.seen("users/unknown-id")?, &[404], "reading an id that does not exist is not answered with 404")),
}
