use super::*;

check! {
    /// The provisioning service writes the blanks of a filter as `+` and its quotes as `%22`; a server must
    /// decode both. Observed in traces of its requests and in Microsoft's published reference code; no document
    /// states it.
    ///
    /// ## Why it matters
    /// Every single look-up of Entra is spelled so. A server that keeps the `+` finds nobody.
    ///
    /// ## Usual cause
    /// The query is decoded as a path, where `+` is an ordinary character.
    ///
    /// ## How to fix
    /// Decode the query as a form: first `+` to a blank, then the percent escapes, once.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName+eq+%22mira%40tern.example%22
    /// 400 {"scimType":"invalidFilter","detail":"cannot parse 'userName+eq+\"mira@tern.example\"'"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName+eq+%22mira%40tern.example%22
    /// 200 {"totalResults":1,"Resources":[{"id":"u-7","userName":"mira@tern.example"}]}
    /// ```
    id: "query/plus-is-space",
    title: "a + in the query of a filter MUST be decoded as a blank",
    profile: Entra,
    severity: Error,
    covers: ["E-24", "more-02"],
    sources: [Source::ReferenceCode],
    dialects: Without,
    needs: ["users/create", "users/create-decoy", "users/match", "users/match-percent"],
    run: judge,
}

/// Only where the same filter spelled with `%20` works is the `+` to blame.
fn judge(e: &Evidence) -> Judged {
    let plus = finds_the_user(e, "users/match")?;
    if plus.is_empty() || finds_the_user(e, "users/match-percent")?.is_empty() {
        return Ok(plus);
    }
    Err(Unjudged::not_shown("a filter by userName does not work in any spelling"))
}
