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
    id: "groups/duplicate-409",
    title: "a create of a group that exists MUST be refused with 409",
    profile: Entra,
    severity: Error,
    covers: ["grp-04", "E-101", "E-118"],
    sources: [Source::LearnPage("entra/identity/app-provisioning/scim-validator-tutorial", "Test your SCIM endpoint")],
    dialects: Without,
    needs: ["groups/get", "groups/duplicate"],
    run: |e| Ok(expect::status(&e.seen("groups/duplicate")?, &[409], "a second group of the same displayName is not refused with 409")),
}
