use super::*;

check! {
    /// RFC 7644 §3.4.2.2 compares texts lexicographically with `gt`, `ge`, `lt` and `le`. A server that does
    /// not do so may refuse the filter with 400 `invalidFilter`.
    ///
    /// ## Why it matters
    /// Clients walk through a large tenant in ranges of names. A bound that belongs to two ranges, or to none,
    /// doubles or loses people.
    ///
    /// ## Usual cause
    /// `gt` and `ge` share one implementation.
    ///
    /// ## How to fix
    /// Compare the texts, and let only `ge` and `le` match where they are equal. Letter case follows the
    /// attribute.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=displayName%20gt%20%22Tide%22%20and%20displayName%20lt%20%22Tide%20z%22
    /// 200 {"totalResults":2,"Resources":[{"id":"2","displayName":"Tide"},{"id":"4","displayName":"Tide analyst"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=displayName%20gt%20%22Tide%22%20and%20displayName%20lt%20%22Tide%20z%22
    /// 200 {"totalResults":1,"Resources":[{"id":"4","displayName":"Tide analyst"}]}
    /// ```
    id: "filters/text-order",
    title: "`gt`, `ge`, `lt` and `le` on a text MUST compare in lexicographical order",
    profile: Rfc,
    severity: Error,
    covers: ["flt-17", "more-22"],
    sources: [Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/and/*",
        "filters/case/exact",
        "filters/text-order/*",
    ],
    run: judge,
}

/// Two names, of which one is the beginning of the other, stand in a range that is open or closed at either end.
fn judge(e: &Evidence) -> Judged {
    let cast = Cast::with_and(e)?;
    cast.needs_display_name()?;
    let range = |step: &str, wanted: &[&str]| cast.finds(step, "displayName", wanted);
    both(vec![
        range("filters/text-order/gt-lt", &["front"]),
        range("filters/text-order/ge-le", &["front", "same"]),
        range("filters/text-order/ge-lt", &["same"]),
        range("filters/text-order/gt-le", &["front"]),
    ])
}
