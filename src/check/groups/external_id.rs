use super::*;

check! {
    /// Entra writes `externalId` of groups in its default mapping, by the same PATCH as the name, and
    /// Microsoft's validation of gallery apps changes the attributes of groups one by one.
    ///
    /// ## Why it matters
    /// Where groups are matched by `externalId`, an outdated one has the group created a second time.
    ///
    /// ## Usual cause
    /// Groups have only a `displayName` in the database.
    ///
    /// ## How to fix
    /// Store `externalId` of groups, and let a PATCH change it.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Groups/g-7
    /// {"schemas":[…],"Operations":[{"op":"replace","path":"externalId","value":"crew-8"}]}
    /// 204
    /// GET /Groups/g-7
    /// 200 {"id":"g-7","displayName":"Harbour crew","externalId":"crew-7"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Groups/g-7
    /// {"schemas":[…],"Operations":[{"op":"replace","path":"externalId","value":"crew-8"}]}
    /// 204
    /// GET /Groups/g-7
    /// 200 {"id":"g-7","displayName":"Harbour crew","externalId":"crew-8"}
    /// ```
    id: "groups/external-id",
    title: "a PATCH of a group's externalId MUST take effect",
    profile: Gallery,
    severity: Error,
    covers: ["grp-24"],
    sources: [GalleryTest("SCIM_Group_Update"), Validator("G9"), Rfc7644("3.5.2")],
    dialects: Without,
    needs: [
        "groups/create", "groups/get", "membership/create", "membership/get", "membership/external-id", "membership/external-id/read",
    ],
    run: |e| {
        needs_external_id(e)?;
        shows_effect(e, "membership/external-id")
    },
}
