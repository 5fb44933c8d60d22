use super::*;

check! {
    /// The provisioning service adds a value by a path such as `phoneNumbers[type eq "mobile"].value` when the
    /// user has no such element, and needs the element to be made, with the type the filter names. Observed;
    /// RFC 7644 would allow 400 `noTarget`.
    ///
    /// ## Why it matters
    /// A person's first mobile number or e-mail address arrives so. Where the server refuses, the whole update
    /// fails, in every cycle.
    ///
    /// ## Usual cause
    /// The filter selects nothing, and the handler stops there.
    ///
    /// ## How to fix
    /// When the filter of an `add` selects no element, append one made of the filter's comparisons, then set
    /// the value in it.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Add","path":"phoneNumbers[type eq \"mobile\"].value","value":"+4740033445"}]}
    /// 400 {"scimType":"noTarget"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Add","path":"phoneNumbers[type eq \"mobile\"].value","value":"+4740033445"}]}
    /// 204
    /// GET /Users/u-7
    /// 200 {"id":"u-7","phoneNumbers":[{"type":"mobile","value":"+4740033445"}]}
    /// ```
    id: "patch/value-filter-add",
    title: "an add by a value filter MUST create the element that is missing",
    profile: Entra,
    severity: Error,
    covers: ["add-11", "E-66"],
    sources: [Learn("update-user-multi-valued-properties"), Source::Observed("Captain-P-Goldfish/scim-for-keycloak", 73), Source::Observed("zitadel/zitadel", 9690)],
    dialects: Each,
    needs: ["patch/*"],
    run: |e| takes_effect(e, "patch/element-add"),
}
