use super::*;

check! {
    /// The provisioning service also *replaces* by a value filter where the user has no such element, and is
    /// served best when the element is made. Observed; RFC 7644 §3.5.2.3 has it refused with 400 `noTarget`.
    ///
    /// ## Why it matters
    /// Entra takes what it once wrote for present. If the element was removed in the app, the next update is a
    /// replace, and a refusal fails all changes in the same request.
    ///
    /// ## Usual cause
    /// The server follows the RFC to the letter.
    ///
    /// ## How to fix
    /// Treat a replace whose filter selects nothing like an add.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Replace","path":"phoneNumbers[type eq \"mobile\"].value","value":"+4740033445"}]}
    /// 400 {"scimType":"noTarget"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Replace","path":"phoneNumbers[type eq \"mobile\"].value","value":"+4740033445"}]}
    /// 204
    /// GET /Users/u-7
    /// 200 {"id":"u-7","phoneNumbers":[{"type":"mobile","value":"+4740033445"}]}
    /// ```
    id: "patch/value-filter-replace-missing",
    title: "a replace by a value filter SHOULD create the element that is missing",
    profile: Entra,
    severity: Warning,
    covers: ["more-40", "E-67"],
    sources: [Source::Observed("Captain-P-Goldfish/SCIM-SDK", 416), Rfc7644("3.5.2.3")],
    dialects: Each,
    needs: ["patch/*"],
    run: |e| takes_effect(e, "patch/element-replace"),
}
