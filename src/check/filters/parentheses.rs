use super::*;

check! {
    /// RFC 7644 §3.4.2.2 evaluates what stands in parentheses first. A server that does not do so may refuse
    /// the filter with 400 `invalidFilter`.
    ///
    /// ## Why it matters
    /// Where the parentheses are lost, `(a or b) and c` also finds everybody who matches `a`: more people than
    /// the client may touch.
    ///
    /// ## Usual cause
    /// Parentheses are removed before the filter is read.
    ///
    /// ## How to fix
    /// Read a group as a filter of its own and put its tree in the place of the group.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=(userName%20eq%20%22a%22%20or%20userName%20eq%20%22b%22)%20and%20userName%20eq%20%22b%22
    /// 200 {"totalResults":2,"Resources":[{"id":"4","userName":"a"},{"id":"7","userName":"b"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=(userName%20eq%20%22a%22%20or%20userName%20eq%20%22b%22)%20and%20userName%20eq%20%22b%22
    /// 200 {"totalResults":1,"Resources":[{"id":"7","userName":"b"}]}
    /// ```
    id: "filters/parentheses",
    title: "parentheses MUST change the order in which a filter is evaluated",
    profile: Rfc,
    severity: Error,
    covers: ["flt-21", "more-22"],
    sources: [Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/and/*",
        "filters/or/*",
        "filters/group/*",
    ],
    run: judge,
}

/// One of two is found, unless the parentheses are overlooked: then both are.
fn judge(e: &Evidence) -> Judged {
    let cast = Cast::with_and(e)?;
    cast.needs_or()?;
    cast.finds("filters/group/match", "userName", &["other"])
}
