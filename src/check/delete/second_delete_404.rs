use super::*;

check! {
    /// RFC 7644 §3.6 has every request for a deleted resource answered with 404, another DELETE included.
    ///
    /// ## Why it matters
    /// Entra repeats a DELETE whose answer it lost. From 404 it learns that the account is gone, from an error
    /// that it must try again.
    ///
    /// ## Usual cause
    /// DELETE marks the record, and marks it again; or the handler runs into a record that is no longer there.
    ///
    /// ## How to fix
    /// Look the resource up as a GET would, and answer 404 when that finds nothing.
    ///
    /// ## Fails
    /// ```http
    /// DELETE /Users/u-52
    /// 204
    /// DELETE /Users/u-52
    /// 204
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// DELETE /Users/u-52
    /// 204
    /// DELETE /Users/u-52
    /// 404 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404"}
    /// ```
    id: "delete/second-delete-404",
    title: "a DELETE of a deleted user MUST be answered with 404",
    profile: Rfc,
    severity: Error,
    covers: ["del-03", "E-89"],
    sources: [Rfc7644("3.6"), Validator("P3")],
    dialects: Without,
    needs: ["delete/first", "delete/first/read", "delete/second"],
    run: |e| stays_gone(e, "delete/second", "the second DELETE is not answered with 404"),
}
