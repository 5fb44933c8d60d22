use super::*;

check! {
    /// Microsoft Learn requires that one operation may add several members; all of them join, and those that
    /// were there stay.
    ///
    /// ## Why it matters
    /// Entra sends the members of a new group in lists. If only the first is stored, most people lack access
    /// and nothing looks wrong.
    ///
    /// ## Usual cause
    /// The handler takes the first element of the list, or replaces the members instead of adding to them.
    ///
    /// ## How to fix
    /// Go through the whole list, and add to the members that are there.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Groups/g-3 {"Operations":[{"op":"Add","path":"members","value":[{"value":"u-7"},{"value":"u-8"}]}]}
    /// 204
    /// GET /Groups/g-3
    /// 200 {"id":"g-3","members":[{"value":"u-7"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Groups/g-3 {"Operations":[{"op":"Add","path":"members","value":[{"value":"u-7"},{"value":"u-8"}]}]}
    /// 204
    /// GET /Groups/g-3
    /// 200 {"id":"g-3","members":[{"value":"u-7"},{"value":"u-8"}]}
    /// ```
    id: "groups/add-several-members",
    title: "a PATCH that adds several members in one operation MUST add all of them",
    profile: Entra,
    severity: Error,
    covers: ["grp-06", "E-106", "L-06", "ent-11"],
    sources: [Learn("update-group-add-members"), Source::LearnPage("entra/identity/enterprise-apps/app-gallery-user-provisioning-requirements", "App gallery user provisioning requirements")],
    dialects: Each,
    needs: [
        "members/create-user-one", "members/create-user-two", "members/create-user-three", "members/add", "members/add/read",
        "members/add-several", "members/add-several/read",
    ],
    run: |e| leaves_members(e, "members/add-several", &["one", "two", "three"]),
}
