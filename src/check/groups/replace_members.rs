use super::*;

check! {
    /// RFC 7644 §3.5.2.3 has a `replace` of a multi-valued attribute without a filter replace all its values.
    ///
    /// ## Why it matters
    /// Clients that know the whole list send it so, and so does Microsoft's validator. If others stay, they
    /// keep access that nobody knows of.
    ///
    /// ## Usual cause
    /// The operation is handled like `add`.
    ///
    /// ## How to fix
    /// Compare the list with the members there are, add who is new and remove who is missing.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Groups/g-7
    /// {"schemas":[…],"Operations":[{"op":"replace","path":"members","value":[{"value":"u-1"},{"value":"u-2"}]}]}
    /// 204
    /// GET /Groups/g-7
    /// 200 {"id":"g-7","members":[{"value":"u-1"},{"value":"u-2"},{"value":"u-3"}], …}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Groups/g-7
    /// {"schemas":[…],"Operations":[{"op":"replace","path":"members","value":[{"value":"u-1"},{"value":"u-2"}]}]}
    /// 204
    /// GET /Groups/g-7
    /// 200 {"id":"g-7","members":[{"value":"u-1"},{"value":"u-2"}], …}
    /// ```
    id: "groups/replace-members",
    title: "a replace of members MUST leave exactly the members it lists",
    profile: Rfc,
    severity: Error,
    covers: ["grp-14", "E-111", "okt-04"],
    sources: [Rfc7644("3.5.2.3"), Validator("G10")],
    dialects: Without,
    needs: [
        "membership/create-one", "membership/create-two", "membership/create-three",
        "membership/create-four", "membership/get", "membership/operations/read", "membership/replace",
        "membership/replace/read",
    ],
    run: |e| leads_to(e, "membership/replace", &["one", "two"], &["three", "four"]),
}
