use super::*;

check! {
    /// Microsoft Learn requires that a PATCH of a group's `displayName` is answered with 204 or 200 and takes
    /// effect.
    ///
    /// ## Why it matters
    /// Entra matches groups by name. A rename that does not arrive makes a second group in the next cycle.
    ///
    /// ## Usual cause
    /// PATCH of groups is implemented for `members` only.
    ///
    /// ## How to fix
    /// Apply PATCH operations to groups by the same code as to users.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Groups/g-3 {"Operations":[{"op":"Replace","path":"displayName","value":"Harbour pilots"}]}
    /// 204
    /// GET /Groups/g-3?excludedAttributes=members
    /// 200 {"id":"g-3","displayName":"Pilots"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Groups/g-3 {"Operations":[{"op":"Replace","path":"displayName","value":"Harbour pilots"}]}
    /// 204
    /// GET /Groups/g-3?excludedAttributes=members
    /// 200 {"id":"g-3","displayName":"Harbour pilots"}
    /// ```
    id: "groups/rename",
    title: "a PATCH of a group's displayName MUST take effect",
    profile: Entra,
    severity: Error,
    covers: ["grp-23", "E-103"],
    sources: [Learn("update-group-non-member-attributes"), Rfc7644("3.5.2")],
    dialects: Each,
    needs: ["members/get", "members/rename", "members/rename/read"],
    run: |e| {
        super::super::patch::needs_spelling(e)?;
        let patch = e.seen("members/rename")?;
        if !patch.succeeded() {
            return Ok(expect::effect(&patch, None));
        }
        Ok(expect::effect(&patch, Some(e.seen("members/rename/read")?)))
    },
}
