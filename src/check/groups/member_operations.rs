use super::*;

check! {
    /// RFC 7644 §3.5.2 has the operations of a PATCH applied in order, all of them. Adding and removing members
    /// may stand in one request, each member in an operation of its own.
    ///
    /// ## Why it matters
    /// Clients collect changes of a group. Where only the first one counts, people get no access, or keep one
    /// they should have lost.
    ///
    /// ## Usual cause
    /// The handler looks at `Operations[0]`.
    ///
    /// ## How to fix
    /// Apply every operation, on what the one before it left.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Groups/g-7
    /// {"schemas":[…],"Operations":[{"op":"add",…"u-3"},{"op":"add",…"u-4"},{"op":"remove",…"u-1"}]}
    /// 204
    /// GET /Groups/g-7
    /// 200 {"id":"g-7","members":[{"value":"u-1"},{"value":"u-2"},{"value":"u-3"}], …}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Groups/g-7
    /// {"schemas":[…],"Operations":[{"op":"add",…"u-3"},{"op":"add",…"u-4"},{"op":"remove",…"u-1"}]}
    /// 204
    /// GET /Groups/g-7
    /// 200 {"id":"g-7","members":[{"value":"u-2"},{"value":"u-3"},{"value":"u-4"}], …}
    /// ```
    id: "groups/member-operations",
    title: "several operations on members in one PATCH MUST all take effect",
    profile: Rfc,
    severity: Error,
    covers: ["grp-07", "E-109"],
    sources: [Rfc7644("3.5.2"), Validator("P5")],
    dialects: Without,
    needs: [
        "members/remove",
        "membership/create-one", "membership/create-two", "membership/create-three",
        "membership/create-four", "membership/get", "membership/operations", "membership/operations/read",
        "membership/add-unknown/read", "membership/write-groups/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    e.seen("membership/operations")?;
    needs_value_filter(e)?;
    leads_to(e, "membership/operations", &["three", "four"], &["one"])
}
