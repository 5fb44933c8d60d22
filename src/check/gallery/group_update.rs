use super::*;

check! {
    /// Microsoft's validation of gallery apps changes every single-valued attribute of a group in one PATCH, with one
    /// `Replace` for each, and expects a read to show all of them.
    ///
    /// ## Why it matters
    /// The test is mandatory for a listing. In production a group that is renamed while another of its attributes
    /// changes would keep half of the old values.
    ///
    /// ## Usual cause
    /// The PATCH of groups was written for members and the name, and overlooks what else the request holds.
    ///
    /// ## How to fix
    /// Apply every operation of the request to the group, in order, whatever attribute it names.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Groups/g-3 {"Operations":[{"op":"Replace","path":"displayName","value":"Harbour pilots"},{"op":"Replace","path":"externalId","value":"8aa1-2"}]}
    /// 204
    /// GET /Groups/g-3?excludedAttributes=members
    /// 200 {"id":"g-3","displayName":"Harbour pilots","externalId":"8aa1"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Groups/g-3 {"Operations":[{"op":"Replace","path":"displayName","value":"Harbour pilots"},{"op":"Replace","path":"externalId","value":"8aa1-2"}]}
    /// 204
    /// GET /Groups/g-3?excludedAttributes=members
    /// 200 {"id":"g-3","displayName":"Harbour pilots","externalId":"8aa1-2"}
    /// ```
    id: "gallery/group-update",
    title: "one PATCH with a Replace for each attribute of a group MUST change all of them",
    profile: Gallery,
    severity: Error,
    covers: ["T-SCIM_Group_Update"],
    sources: [GalleryTest("SCIM_Group_Update_Test")],
    dialects: Without,
    needs: ["groups/create", "groups/get", "gallery/update-group", "gallery/update-group/read"],
    run: judge,
}

/// A group that cannot be renamed at all, or keeps no `externalId`, is named among the groups.
fn judge(e: &Evidence) -> Judged {
    super::super::groups::needs_external_id(e)?;
    super::super::validator::unless_named(e, changes_all(e), &["groups/rename", "groups/external-id"])
}

fn changes_all(e: &Evidence) -> Judged {
    let patch = e.seen("gallery/update-group")?;
    if !patch.succeeded() {
        return Ok(expect::effect(&patch, None));
    }
    Ok(expect::effect(&patch, Some(e.seen("gallery/update-group/read")?)))
}
