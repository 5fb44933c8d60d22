use super::*;

check! {
    /// With the compatibility flag Entra merges changes of one group into a `replace` without `path`, whose
    /// value names the attributes; Microsoft's validator sends the same (RFC 7644 §3.5.2.3).
    ///
    /// ## Why it matters
    /// A new name and a new `externalId` travel together. A server that looks for a path does nothing, and
    /// Entra sends the change again in every cycle.
    ///
    /// ## Usual cause
    /// The handler of groups knows `members` and `displayName` as paths, and no operation without one.
    ///
    /// ## How to fix
    /// Where `path` is missing, apply each member of `value` as if it were a path.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Groups/g-7
    /// {"schemas":[…],"Operations":[{"op":"replace","value":{"displayName":"Pilots","externalId":"crew-8"}}]}
    /// 204
    /// GET /Groups/g-7
    /// 200 {"id":"g-7","displayName":"Harbour crew","externalId":"crew-7"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Groups/g-7
    /// {"schemas":[…],"Operations":[{"op":"replace","value":{"displayName":"Pilots","externalId":"crew-8"}}]}
    /// 204
    /// GET /Groups/g-7
    /// 200 {"id":"g-7","displayName":"Pilots","externalId":"crew-8"}
    /// ```
    id: "groups/path-less-replace",
    title: "a replace without path MUST change each attribute of a group that it names",
    profile: Gallery,
    severity: Error,
    covers: ["grp-25", "E-112", "okt-04"],
    sources: [LearnCompatibility("flags-to-alter-the-scim-behavior"), Validator("G8"), Rfc7644("3.5.2.3")],
    dialects: Without,
    needs: [
        "groups/create", "groups/get", "membership/create", "membership/get", "membership/external-id/read", "membership/path-less",
        "membership/path-less/read",
    ],
    run: |e| {
        needs_external_id(e)?;
        shows_effect(e, "membership/path-less")
    },
}
