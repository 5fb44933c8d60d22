use super::*;

check! {
    /// RFC 7644 §3.6 and Microsoft Learn require that a deleted user is gone: a read by id is answered with
    /// 404.
    ///
    /// ## Why it matters
    /// An account that can still be read after its deletion is one that Entra takes for existing.
    ///
    /// ## Usual cause
    /// DELETE only marks the record, and reads by id do not look at the mark.
    ///
    /// ## How to fix
    /// Answer 404 for deleted users, whether or not you keep their records.
    id: "users/deleted-id-404",
    title: "a read of a deleted user MUST be answered with 404",
    severity: Error,
    sources: [Learn("delete-user"), Rfc7644("3.6")],
    dialects: Without,
    needs: ["users/delete", "users/get-deleted"],
    run: |e| Ok(expect::status(&e.seen("users/get-deleted")?, &[404], "the deleted user is not answered with 404")),
}
