use super::*;

check! {
    /// RFC 7644 §3.4.2.2 has a filter on a defaulted attribute use the value that was returned to the client. A
    /// server that does not do so may refuse the filter with 400 `invalidFilter`.
    ///
    /// ## Why it matters
    /// Accounts that were created without `active` look active but are missing from `active eq true`: a report
    /// or a clean-up overlooks them.
    ///
    /// ## Usual cause
    /// The default is added when the resource is shown, and is not stored.
    ///
    /// ## How to fix
    /// Store the default when the resource is created.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22a%22%20and%20active%20eq%20true
    /// 200 {"totalResults":0,"Resources":[]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22a%22%20and%20active%20eq%20true
    /// 200 {"totalResults":1,"Resources":[{"id":"4","userName":"a","active":true}]}
    /// ```
    id: "filters/defaulted-value",
    title: "a value the server filled in MUST be found by the filter that names it",
    profile: Rfc,
    severity: Error,
    covers: ["flt-40"],
    sources: [Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/and/*",
        "filters/boolean/front-true",
        "filters/default/*",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let cast = Cast::with_and(e)?;
    let sent = crate::scim::access::member(e.seen("filters/create/other")?.sent(), "active").is_some();
    if sent {
        return Err(Unjudged::Skipped(SkipKind::Suite, "the suite has active in every create".to_owned()));
    }
    e.seen("filters/default/match")?;
    if cast.value("other", "active")?.and_then(crate::scim::eval::as_boolean) != Some(true) {
        return Err(Unjudged::not_shown("the tenant gives active no value of its own"));
    }
    if !cast.finds("filters/boolean/front-true", "active", &["front"])?.is_empty() {
        return Err(named("a filter by active does not find an active user"));
    }
    cast.finds("filters/default/match", "active", &["other"])
}
