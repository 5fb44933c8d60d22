use super::*;

check! {
    /// RFC 7644 §3.4.2.2 lets `ne` match where the values differ. A server that does not do so may refuse the
    /// filter with 400 `invalidFilter`. Resources without the attribute are not looked at.
    ///
    /// ## Why it matters
    /// A client that lists everybody but one account, for example an administrator, must not find that account.
    ///
    /// ## Usual cause
    /// The operator is not known and the condition is dropped.
    ///
    /// ## How to fix
    /// Evaluate `ne` as the opposite of `eq`, with the same rule for letter case.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22a%22%20and%20userName%20ne%20%22a%22
    /// 200 {"totalResults":1,"Resources":[{"id":"4","userName":"a"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22a%22%20and%20userName%20ne%20%22a%22
    /// 200 {"totalResults":0,"Resources":[]}
    /// ```
    id: "filters/not-equal",
    title: "`ne` MUST leave out the resource with that value and keep one with another",
    profile: Rfc,
    severity: Error,
    covers: ["flt-12", "more-22"],
    sources: [Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/and/*",
        "filters/ne/*",
    ],
    run: |e| {
        let cast = Cast::with_and(e)?;
        both(vec![
            cast.finds("filters/ne/match", "userName", &["front"]),
            cast.finds("filters/ne/decoy", "userName", &[]),
        ])
    },
}
