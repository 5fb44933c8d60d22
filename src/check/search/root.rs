use super::*;

check! {
    /// RFC 7644 §3.4.3 allows searches at the base URL, which find resources of every type. A server may refuse
    /// them: 404, 405, 501, or 400 with `tooMany`.
    ///
    /// ## Why it matters
    /// Whoever asks the root wants everything, and takes what is missing for deleted.
    ///
    /// ## Usual cause
    /// The search of users is mounted at the root.
    ///
    /// ## How to fix
    /// Collect the resources of all types, or do not answer there.
    ///
    /// ## Fails
    /// ```http
    /// POST /.search
    /// {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"id eq \"group-4\""}
    /// 200 {"totalResults":0,"Resources":[]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /.search
    /// {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"id eq \"group-4\""}
    /// 200 {"totalResults":1,"Resources":[{"id":"group-4","displayName":"Harbour crew"}]}
    /// ```
    id: "search/root",
    title: "a search at the base URL MUST cover all resource types, or be refused",
    profile: Rfc,
    severity: Error,
    covers: ["srch-02"],
    sources: [Rfc7644("3.4.3"), Rfc7644("3.4.2.1")],
    dialects: Without,
    needs: ["paging/sailor", "paging/group-*", "paging/groups-settled", "search/root-user", "search/root-group"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let created = ["paging/sailor", "paging/group-11"];
    of_every_type(e, ["search/root-user", "search/root-group"], created, "a search at the base URL")
}
