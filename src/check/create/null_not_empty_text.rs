use super::*;

check! {
    /// RFC 7643 §2.5 knows null and the empty list as signs of no value. An empty text is a value, if one that
    /// says nothing.
    ///
    /// ## Why it matters
    /// `pr` finds the attribute, clients compare the empty text with nothing and write again.
    ///
    /// ## Usual cause
    /// The column is not nullable and the default is an empty text.
    ///
    /// ## How to fix
    /// Leave attributes without a value out of your answers.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"mira@tern.example","title":null}
    /// 201 {"id":"7","title":""}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"mira@tern.example","title":null}
    /// 201 {"id":"7","userName":"mira@tern.example"}
    /// ```
    id: "create/null-not-empty-text",
    title: "an attribute sent as null SHOULD NOT read back as an empty text",
    profile: Rfc,
    severity: Warning,
    covers: ["res-22"],
    sources: [Rfc7643("2.5")],
    dialects: Without,
    needs: ["create/nulls", "create/nulls/read", "create/plain", "create/plain/read"],
    run: |e| nulls(e, |value| value.as_str() == Some(""), "an attribute sent as null reads back as an empty text"),
}
