use super::*;

check! {
    /// With `aadOptscim062020` in the URL a member is removed by the path `members[value eq "…"]`
    /// (RFC 7644 §3.5.2.2); exactly that member must go.
    ///
    /// ## Why it matters
    /// A person who leaves a group must lose what the group gives, and nobody else.
    ///
    /// ## Usual cause
    /// The path's filter is not parsed, so that nothing happens or all members are removed.
    ///
    /// ## How to fix
    /// Parse the value filter and remove the elements it selects.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Groups/g-3 {"Operations":[{"op":"remove","path":"members[value eq \"u-7\"]"}]}
    /// 204
    /// GET /Groups/g-3
    /// 200 {"id":"g-3","members":[{"value":"u-7"},{"value":"u-8"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Groups/g-3 {"Operations":[{"op":"remove","path":"members[value eq \"u-7\"]"}]}
    /// 204
    /// GET /Groups/g-3
    /// 200 {"id":"g-3","members":[{"value":"u-8"}]}
    /// ```
    id: "groups/remove-by-filter",
    title: "a remove of members[value eq \"…\"] MUST remove exactly that member",
    profile: Entra,
    severity: Error,
    covers: ["grp-10", "E-108", "ent-12"],
    sources: [LearnCompatibility("flags-to-alter-the-scim-behavior"), Rfc7644("3.5.2.2")],
    dialects: Only(Dialect::Compliant),
    needs: [
        "members/create-user-one", "members/create-user-two", "members/create-user-three", "members/add-several",
        "members/add-several/read", "members/remove", "members/remove/read",
    ],
    run: removes_the_second,
}
