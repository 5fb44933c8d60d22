use super::*;

check! {
    /// RFC 7644 §3.4.2.2 lets `not (…)` match a resource for which the condition is false. A server that does
    /// not do so may refuse the filter with 400 `invalidFilter`.
    ///
    /// ## Why it matters
    /// A filter that loses its `not` selects exactly the people who were to be left alone.
    ///
    /// ## Usual cause
    /// The word `not` is skipped, or it is known only without the blank in front of the parenthesis.
    ///
    /// ## How to fix
    /// Accept `not`, blanks, and a group, and invert what the group says.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22a%22%20and%20not%20(userName%20eq%20%22a%22)
    /// 200 {"totalResults":1,"Resources":[{"id":"4","userName":"a"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22a%22%20and%20not%20(userName%20eq%20%22a%22)
    /// 200 {"totalResults":0,"Resources":[]}
    /// ```
    id: "filters/not",
    title: "`not (…)` MUST match where the condition in parentheses does not hold",
    profile: Rfc,
    severity: Error,
    covers: ["flt-20", "more-22"],
    sources: [Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/and/*",
        "filters/not/*",
    ],
    run: |e| {
        let cast = Cast::with_and(e)?;
        both(vec![
            cast.finds("filters/not/match", "userName", &["front"]),
            cast.finds("filters/not/decoy", "userName", &[]),
        ])
    },
}
