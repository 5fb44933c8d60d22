use super::*;

check! {
    /// RFC 7644 §3.4.2.2 evaluates `and` before `or`: `a or b and c` means `a or (b and c)`. A server that does
    /// not do so may refuse the filter with 400 `invalidFilter`.
    ///
    /// ## Why it matters
    /// A client that relies on the order gets other people than it asked for when the server reads from left to
    /// right.
    ///
    /// ## Usual cause
    /// The conditions are chained in the order in which they are read.
    ///
    /// ## How to fix
    /// Read the filter in two levels: an `or` of terms, each of which is an `and` of conditions.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22a%22%20or%20userName%20eq%20%22b%22%20and%20userName%20eq%20%22c%22
    /// 200 {"totalResults":0,"Resources":[]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22a%22%20or%20userName%20eq%20%22b%22%20and%20userName%20eq%20%22c%22
    /// 200 {"totalResults":1,"Resources":[{"id":"4","userName":"a"}]}
    /// ```
    id: "filters/and-before-or",
    title: "`and` MUST bind closer than `or`",
    profile: Rfc,
    severity: Error,
    covers: ["flt-19", "more-22"],
    sources: [Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/and/*",
        "filters/or/*",
        "filters/precedence/*",
    ],
    run: judge,
}

/// The first of three is found, unless `or` is evaluated first: then there is nobody.
fn judge(e: &Evidence) -> Judged {
    let cast = Cast::with_and(e)?;
    cast.needs_or()?;
    cast.finds("filters/precedence/match", "userName", &["same"])
}
