use super::*;

check! {
    /// RFC 7644 §3.4.2.2 lets `and` match a resource only if both conditions do. A server that does not do so
    /// may refuse the filter with 400 `invalidFilter`.
    ///
    /// ## Why it matters
    /// Entra joins two conditions when it asks whether a manager or a member is set already. A server that
    /// looks at one of them only answers for the wrong person.
    ///
    /// ## Usual cause
    /// The filter is taken apart with a regular expression that keeps the first or the last condition.
    ///
    /// ## How to fix
    /// Build a tree from the filter and evaluate both branches of `and`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22aiko%40tern.example%22%20and%20userName%20eq%20%22mira%40tern.example%22
    /// 200 {"totalResults":1,"Resources":[{"id":"7","userName":"mira@tern.example"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22aiko%40tern.example%22%20and%20userName%20eq%20%22mira%40tern.example%22
    /// 200 {"totalResults":0,"Resources":[]}
    /// ```
    id: "filters/and",
    title: "`and` MUST match only where both of its conditions hold",
    profile: Rfc,
    severity: Error,
    covers: ["flt-19", "more-22"],
    sources: [Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: ["discovery/config", "filters/create/*", "filters/get/*", "filters/baseline", "filters/and/*"],
    run: |e| {
        let cast = Cast::of(e)?;
        both(vec![
            cast.finds("filters/and/match", "userName", &["same"]),
            cast.finds("filters/and/decoy", "userName", &[]),
        ])
    },
}
