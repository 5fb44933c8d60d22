use super::*;

check! {
    /// RFC 7644 §3.4.2.1 lets a server answer queries at its base URL. Where it does, they cover the resources
    /// of every type. It may as well refuse them: 404, 405, 501, or 400 with `tooMany`.
    ///
    /// ## Why it matters
    /// Whoever asks the root wants everything. Users without groups look like a tenant whose groups were all
    /// deleted.
    ///
    /// ## Usual cause
    /// The route of the base URL leads to the handler of `/Users`.
    ///
    /// ## How to fix
    /// Collect the resources of all types, or do not answer there.
    ///
    /// ## Fails
    /// ```http
    /// GET /?filter=id%20eq%20%22group-4%22
    /// 200 {"totalResults":0,"Resources":[]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /?filter=id%20eq%20%22group-4%22
    /// 200 {"totalResults":1,"Resources":[{"id":"group-4","displayName":"Harbour crew"}]}
    /// ```
    id: "paging/root-list",
    title: "a list of all resource types MUST leave none of them out",
    profile: Rfc,
    severity: Error,
    covers: ["page-25"],
    sources: [Rfc7644("3.4.2.1")],
    dialects: Without,
    needs: ["paging/sailor", "paging/group-*", "paging/groups-settled", "paging/root-user", "paging/root-group"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let created = ["paging/sailor", "paging/group-11"];
    of_every_type(e, ["paging/root-user", "paging/root-group"], created, "a list at the base URL")
}
