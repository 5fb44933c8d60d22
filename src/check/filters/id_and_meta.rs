use super::*;

check! {
    /// RFC 7643 §3.1 gives every resource `id` and `meta`. RFC 7644 §3.4.2.1 filters by `meta.resourceType`. A
    /// server answers rightly or refuses with 400.
    ///
    /// ## Why it matters
    /// Clients that read several kinds of resources at once tell them apart by `meta.resourceType`.
    ///
    /// ## Usual cause
    /// These attributes are made when the resource is shown, and the filter does not see them.
    ///
    /// ## How to fix
    /// Evaluate the filter on the resource as it is shown, or map these names to columns.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22a%22%20and%20meta.resourceType%20eq%20%22Group%22
    /// 200 {"totalResults":1,"Resources":[{"id":"4","userName":"a"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22a%22%20and%20meta.resourceType%20eq%20%22Group%22
    /// 200 {"totalResults":0,"Resources":[]}
    /// ```
    id: "filters/id-and-meta",
    title: "a filter by id or meta, where it is understood, MUST find the right resource",
    profile: Rfc,
    severity: Error,
    covers: ["flt-43", "more-22"],
    sources: [Rfc7644("3.4.2.2"), Rfc7643("3.1")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/and/*",
        "filters/meta/*",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let cast = Cast::with_and(e)?;
    let asked = |step: &str, wanted: &[&str]| cast.finds(step, "userName", wanted);
    let mut parts =
        vec![both(vec![asked("filters/meta/id-match", &["front"]), asked("filters/meta/id-decoy", &[])])];
    if cast.value("front", "meta.resourceType")?.and_then(Value::as_str) == Some("User") {
        parts.push(both(vec![
            asked("filters/meta/type-match", &["front"]),
            asked("filters/meta/type-decoy", &[]),
        ]));
    }
    any(parts)
}
