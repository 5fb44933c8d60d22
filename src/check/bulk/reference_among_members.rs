use super::*;

check! {
    /// RFC 7644 §3.7.2 requires `bulkId:` and a name to be replaced by the id of the resource that was created
    /// under it in the same request, as among the members of a group.
    ///
    /// ## Why it matters
    /// A group and its people are created together so. If the reference is not resolved, the group comes
    /// without them, or with a member that nobody is. Entra sends no bulk requests; other clients load whole
    /// directories so.
    ///
    /// ## Usual cause
    /// The operations are carried out one by one, and nobody remembers which bulkId became which id.
    ///
    /// ## How to fix
    /// Keep a table from bulkId to id while a bulk request is carried out, and replace each value that begins
    /// with `bulkId:` before an operation is performed.
    ///
    /// ## Fails
    /// ```http
    /// POST /Bulk
    /// {"Operations":[{"method":"POST","bulkId":"member","path":"/Users",…},{"method":"POST","bulkId":"group","path":"/Groups","data":{"members":[{"value":"bulkId:member"}],…}}]}
    /// 200 …
    ///
    /// GET /Groups/5d0e
    /// 200 {"id":"5d0e","members":[{"value":"bulkId:member"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Bulk
    /// {"Operations":[{"method":"POST","bulkId":"member","path":"/Users",…},{"method":"POST","bulkId":"group","path":"/Groups","data":{"members":[{"value":"bulkId:member"}],…}}]}
    /// 200 …
    ///
    /// GET /Groups/5d0e
    /// 200 {"id":"5d0e","members":[{"value":"84c1"}]}
    /// ```
    id: "bulk/reference-among-members",
    title: "a reference by bulkId among members MUST become the id of the user that the request created",
    profile: Rfc,
    severity: Error,
    covers: ["bulk-04"],
    sources: [Rfc7644("3.7.2")],
    dialects: Without,
    needs: [
        "discovery/config",
        "bulk/create",
        "bulk/group",
        "bulk/group/read",
        "members/add/read",
    ],
    run: |e| unless_named(e, judge(e), &["users/", "query/", "groups/"]),
}

fn judge(e: &Evidence) -> Judged {
    needs_bulk(e)?;
    members_resolved(e, "bulk/group", 1)
}
