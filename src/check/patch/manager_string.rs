use super::*;

check! {
    /// The provisioning service sets the manager by the path with the URN and the bare id as value; this must
    /// be accepted, for a first manager and for another one. Observed in today's requests.
    ///
    /// ## Why it matters
    /// Where it is refused no manager ever arrives, and approvals in the app go nowhere.
    ///
    /// ## Usual cause
    /// `manager` is a complex attribute, and the server insists on an object.
    ///
    /// ## How to fix
    /// Where the value is a string, take it for the manager's `value`.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":"u-31"}]}
    /// 400 {"scimType":"invalidValue","detail":"manager must be an object"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":"u-31"}]}
    /// 204
    /// GET /Users/u-7
    /// 200 {"id":"u-7","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"u-31"}}}
    /// ```
    id: "patch/manager-string",
    title: "a PATCH of manager with the bare id MUST take effect",
    profile: Entra,
    severity: Error,
    covers: ["rep-15", "E-79", "T-SCIM_Update_Manager", "ent-13"],
    sources: [Source::Observed("Captain-P-Goldfish/SCIM-SDK", 686), Learn("update-user-multi-valued-properties")],
    dialects: Each,
    needs: [
        "lifecycle/get", "lifecycle/set-manager", "lifecycle/set-manager/read", "lifecycle/change-manager",
        "lifecycle/change-manager/read",
    ],
    run: judge,
}

/// The form in which the manager is shown is another check's matter.
fn judge(e: &Evidence) -> Judged {
    let set = takes_effect(e, "lifecycle/set-manager")?;
    if !set.is_empty() {
        return Ok(set);
    }
    takes_effect(e, "lifecycle/change-manager")
}
