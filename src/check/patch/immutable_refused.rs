use super::*;

check! {
    /// A value that the schema declares immutable can be added and removed, not changed (RFC 7644 §3.5.2).
    /// Judged by the `value` of a group's member, where `/Schemas` declares it so.
    ///
    /// ## Why it matters
    /// A member who silently becomes somebody else gives a stranger the rights of the group.
    ///
    /// ## Usual cause
    /// The value filter selects the member, and the handler treats its `value` like any text.
    ///
    /// ## How to fix
    /// Answer 400 `mutability` when an operation changes an immutable sub-attribute of an existing value.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Groups/3
    /// {"Operations":[{"op":"replace","path":"members[value eq \"7\"].value","value":"8"}]}
    /// 204
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Groups/3
    /// {"Operations":[{"op":"replace","path":"members[value eq \"7\"].value","value":"8"}]}
    /// 400 {"scimType":"mutability","status":"400"}
    /// ```
    id: "patch/immutable-refused",
    title: "a PATCH that changes an immutable value MUST be refused and change nothing",
    profile: Rfc,
    severity: Error,
    covers: ["more-34"],
    sources: [Rfc7644("3.5.2"), Rfc7643("2.2"), Rfc7643("4.2")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "modify/immutable",
        "modify/immutable/read", "discovery/schemas",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    e.seen("modify/immutable")?;
    if mutability(e, crate::scim::urn::GROUP, "members", "value")? != "immutable" {
        return Err(Unjudged::not_shown("/Schemas does not declare the value of members as immutable"));
    }
    refused(e, "modify/immutable", &[400, 403, 409], &[])
}
