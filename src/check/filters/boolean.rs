use super::*;

check! {
    /// RFC 7644 §3.4.2.2 compares booleans with `eq` and `ne` and writes them without quotes. A server that
    /// does not do so may refuse the filter with 400 `invalidFilter`.
    ///
    /// ## Why it matters
    /// `active eq false` is how administrators and clients find disabled accounts, often to delete them.
    ///
    /// ## Usual cause
    /// The word is taken for a text, and any text that is not empty counts as true.
    ///
    /// ## How to fix
    /// Read `true` and `false` as booleans and compare them with the stored one.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22a%22%20and%20active%20eq%20false
    /// 200 {"totalResults":1,"Resources":[{"id":"4","userName":"a","active":true}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22a%22%20and%20active%20eq%20false
    /// 200 {"totalResults":0,"Resources":[]}
    /// ```
    id: "filters/boolean",
    title: "a boolean in a filter MUST select the resources with that value",
    profile: Rfc,
    severity: Error,
    covers: ["flt-10", "flt-41", "more-22"],
    sources: [Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/and/*",
        "filters/boolean/*",
    ],
    run: judge,
}

/// An active and an inactive user, asked for with either value.
fn judge(e: &Evidence) -> Judged {
    let cast = Cast::with_and(e)?;
    let first = e.seen("filters/boolean/front-true")?;
    if !is_refused(&first) {
        cast.needs_active()?;
    }
    let asked = |step: &str, wanted: &[&str]| cast.finds(step, "active", wanted);
    both(vec![
        asked("filters/boolean/front-true", &["front"]),
        asked("filters/boolean/front-false", &[]),
        asked("filters/boolean/off-true", &[]),
        asked("filters/boolean/off-false", &["off"]),
        asked("filters/boolean/front-ne", &["front"]),
        asked("filters/boolean/off-ne", &[]),
    ])
}
