use super::*;

check! {
    /// RFC 7643 §2.5 makes null the same as no value: the attribute is absent afterwards, shown as null or as
    /// an empty list, or has the default that it has for everybody who comes without it.
    ///
    /// ## Why it matters
    /// The word "null" in a profile is what colleagues see; and Entra finds a value where its source has none.
    ///
    /// ## Usual cause
    /// Values are turned into text before they are looked at.
    ///
    /// ## How to fix
    /// Drop null members before you convert anything.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"mira@tern.example","title":null}
    /// 201 {"id":"7","title":"null"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"mira@tern.example","title":null}
    /// 201 {"id":"7","userName":"mira@tern.example"}
    /// ```
    id: "create/null-stores-nothing",
    title: "an attribute sent as null MUST read back without a value",
    profile: Rfc,
    severity: Error,
    covers: ["res-22", "E-55"],
    sources: [Rfc7643("2.5")],
    dialects: Without,
    needs: ["create/nulls", "create/nulls/read", "create/plain", "create/plain/read"],
    run: |e| nulls(e, |value| !expect::is_empty(value), "an attribute sent as null has a value"),
}
