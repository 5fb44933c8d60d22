use super::*;

check! {
    /// A create of a group that exists already is refused with 409. Microsoft's validator tests it; Entra needs
    /// the matching attribute of groups to be unique.
    ///
    /// ## Why it matters
    /// Two groups of one name cannot be told apart by the query that Entra matches by.
    ///
    /// ## Usual cause
    /// RFC 7643 does not make the `displayName` of groups unique, so that many servers accept any number.
    ///
    /// ## How to fix
    /// Refuse a second group of the same `displayName` with 409 and `"scimType":"uniqueness"`.
    ///
    /// ## Fails
    /// ```http
    /// POST /Groups {"displayName":"Pilots"} (a second time)
    /// 201 {"id":"g-9","displayName":"Pilots"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Groups {"displayName":"Pilots"} (a second time)
    /// 409 {"status":"409","scimType":"uniqueness","detail":"there is a group of that name"}
    /// ```
    id: "groups/duplicate-409",
    title: "a create of a group that exists MUST be refused with 409",
    profile: Entra,
    severity: Error,
    covers: ["grp-04", "E-101", "E-118"],
    sources: [Learn("groups"), Validator("G7")],
    dialects: Without,
    needs: ["groups/get", "groups/duplicate"],
    run: |e| Ok(expect::status(&e.seen("groups/duplicate")?, &[409], "a second group of the same displayName is not refused with 409")),
}
