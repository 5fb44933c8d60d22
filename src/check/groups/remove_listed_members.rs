use super::*;

check! {
    /// In the default dialect a member is removed by `{"op":"Remove","path":"members","value":[{"value":"…"}]}`;
    /// exactly the listed members must go.
    ///
    /// ## Why it matters
    /// A server that reads this as "remove all members" empties the group when one person leaves it: the most
    /// destructive misunderstanding that is known. One that refuses it keeps people in who have left.
    ///
    /// ## Usual cause
    /// RFC 7644 gives `remove` no value, so that a strict server ignores the list and removes the attribute.
    ///
    /// ## How to fix
    /// Where a remove of `members` carries a value, remove only the members it lists.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Groups/g-3 {"Operations":[{"op":"Remove","path":"members","value":[{"value":"u-7"}]}]}
    /// 204
    /// GET /Groups/g-3 (which had u-7 and u-8)
    /// 200 {"id":"g-3","members":[]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Groups/g-3 {"Operations":[{"op":"Remove","path":"members","value":[{"value":"u-7"}]}]}
    /// 204
    /// GET /Groups/g-3
    /// 200 {"id":"g-3","members":[{"value":"u-8"}]}
    /// ```
    id: "groups/remove-listed-members",
    title: "a Remove of members with a value list MUST remove exactly those members",
    profile: Entra,
    severity: Error,
    covers: ["grp-11", "grp-12", "E-107", "ent-12"],
    sources: [LearnCompatibility("flags-to-alter-the-scim-behavior"), Learn("update-group-remove-members"), Source::Observed("MicrosoftDocs/azure-docs", 30826)],
    dialects: Only(Dialect::Default),
    needs: [
        "members/create-user-one", "members/create-user-two", "members/create-user-three", "members/add-several",
        "members/add-several/read", "members/remove", "members/remove/read",
    ],
    run: removes_the_second,
}
