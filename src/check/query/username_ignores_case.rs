use super::*;

check! {
    /// RFC 7643 §4.1.1 and §8.7.1 make `userName` case-insensitive: a filter finds the user whatever the
    /// letter case. Microsoft's validator tests it.
    ///
    /// ## Why it matters
    /// People's names in the directory change case. A server that compares exactly does not find the account,
    /// and Entra creates it again or runs into a conflict for ever.
    ///
    /// ## Usual cause
    /// The value is compared byte by byte, or the database's collation is case-sensitive.
    ///
    /// ## How to fix
    /// Compare `userName` without regard to case, in filters and for uniqueness alike.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName+eq+%22MIRA%40TERN.EXAMPLE%22
    /// 200 {"totalResults":0,"Resources":[]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName+eq+%22MIRA%40TERN.EXAMPLE%22
    /// 200 {"totalResults":1,"Resources":[{"id":"u-7","userName":"mira@tern.example"}]}
    /// ```
    id: "query/username-ignores-case",
    title: "a query by userName MUST ignore letter case",
    profile: Entra,
    severity: Error,
    covers: ["E-26", "flt-04"],
    sources: [Rfc7643("4.1.1"), Validator("U5")],
    dialects: Without,
    needs: ["users/create", "users/create-decoy", "users/match", "users/match-percent", "users/match-case"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    needs_user_name(e)?;
    let works =
        finds_the_user(e, "users/match")?.is_empty() || finds_the_user(e, "users/match-percent")?.is_empty();
    if !works {
        return Err(Unjudged::not_shown("a filter by userName does not work in any case"));
    }
    if !finds_the_user(e, "users/match")?.is_empty() {
        return Err(Unjudged::not_shown("the spelling of the query does not work in any case"));
    }
    finds_the_user(e, "users/match-case")
}
