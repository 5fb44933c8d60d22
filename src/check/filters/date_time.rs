use super::*;

check! {
    /// RFC 7644 §3.4.2.2 compares dateTimes in the order of time. The same moment can be written in many time
    /// zones. A server that does not do so may refuse the filter with 400 `invalidFilter`.
    ///
    /// ## Why it matters
    /// Clients that look for what changed since their last visit ask by `meta.lastModified`. A comparison as
    /// text loses the changes of some hours, twice a year of others.
    ///
    /// ## Usual cause
    /// The value is compared as text, or its zone is cut off.
    ///
    /// ## How to fix
    /// Parse the value to a point in time and compare that with the stored one.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22a%22%20and%20meta.lastModified%20ge%20%222026-01-09T13%3A45%3A00%2B05%3A30%22
    /// 200 {"totalResults":0,"Resources":[]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22a%22%20and%20meta.lastModified%20ge%20%222026-01-09T13%3A45%3A00%2B05%3A30%22
    /// 200 {"totalResults":1,"Resources":[{"id":"4","userName":"a","meta":{"lastModified":"2026-01-09T08:15:00Z"}}]}
    /// ```
    id: "filters/date-time",
    title: "a dateTime in a filter MUST be compared as a moment, with its time zone",
    profile: Rfc,
    severity: Error,
    covers: ["flt-11", "more-22"],
    sources: [Rfc7644("3.4.2.2"), Rfc7643("2.3.5")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/and/*",
        "filters/time/*",
    ],
    run: judge,
}

/// Asked with moments long ago and far ahead, and with one a minute before the one the user shows, written in another
/// zone. How the tenant rounds makes no difference.
fn judge(e: &Evidence) -> Judged {
    let cast = Cast::with_and(e)?;
    let moment = cast.value("front", "meta.lastModified")?.and_then(Value::as_str);
    if moment.is_none_or(|moment| moment.parse::<jiff::Timestamp>().is_err()) {
        return Err(Unjudged::not_shown("the user shows no meta.lastModified"));
    }
    let asked = |step: &str, wanted: &[&str]| cast.finds(step, "userName", wanted);
    both(vec![
        asked("filters/time/gt-past", &["front"]),
        asked("filters/time/lt-past", &[]),
        asked("filters/time/ge-future", &[]),
        asked("filters/time/le-future", &["front"]),
        asked("filters/time/ge-zone", &["front"]),
    ])
}
