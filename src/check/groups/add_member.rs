use super::*;

check! {
    /// Microsoft Learn requires that a member is added by a PATCH of `members` with a list of one; in the
    /// default dialect the element carries `"$ref": null` beside the id.
    ///
    /// ## Why it matters
    /// Every membership arrives so. Where it is refused, groups stay empty.
    ///
    /// ## Usual cause
    /// Strict binding refuses the `null`, or the handler expects an object instead of a list.
    ///
    /// ## How to fix
    /// Accept a list of objects, ignore members that are `null`, and add what `value` names.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Groups/g-3 {"Operations":[{"op":"Add","path":"members","value":[{"$ref":null,"value":"u-7"}]}]}
    /// 400 {"detail":"$ref must be a string"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Groups/g-3 {"Operations":[{"op":"Add","path":"members","value":[{"$ref":null,"value":"u-7"}]}]}
    /// 204
    /// GET /Groups/g-3
    /// 200 {"id":"g-3","members":[{"value":"u-7"}]}
    /// ```
    id: "groups/add-member",
    title: "a PATCH that adds one member MUST take effect",
    profile: Entra,
    severity: Error,
    covers: ["grp-05", "grp-08", "grp-09", "E-105", "ent-12"],
    sources: [Learn("update-group-add-members"), Rfc7644("3.5.2.1")],
    dialects: Each,
    needs: ["members/get", "members/create-user-one", "members/create-user-two", "members/create-user-three", "members/add", "members/add/read"],
    run: |e| leaves_members(e, "members/add", &["one"]),
}
