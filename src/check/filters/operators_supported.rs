use super::*;

check! {
    /// RFC 7644 §3.4.2.2 lists the operators of filters. §3.12 lets a server refuse a combination of attribute
    /// and operator with 400 `invalidFilter`, so that what is missing here is allowed; clients that need it
    /// find this tenant of less use.
    ///
    /// ## Why it matters
    /// Entra itself sends `eq` and `and` alone. Other clients, scripts and reports send the rest.
    ///
    /// ## Usual cause
    /// Filters were built for one client.
    ///
    /// ## How to fix
    /// Add the operators that are named, or say in the documentation which are there.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=displayName%20co%20%22Tide%22
    /// 400 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400","scimType":"invalidFilter"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=displayName%20co%20%22Tide%22
    /// 200 {"totalResults":1,"Resources":[{"id":"4","displayName":"North Tide crew"}]}
    /// ```
    id: "filters/operators-supported",
    title: "a tenant that advertises filters SHOULD understand the operators of RFC 7644",
    profile: Rfc,
    severity: Warning,
    covers: ["flt-10", "flt-11", "flt-12", "flt-13", "flt-14", "flt-15", "flt-16", "flt-17", "flt-19", "flt-20", "flt-21", "flt-24", "flt-25", "flt-41", "more-20", "more-21"],
    sources: [Rfc7644("3.4.2.2"), Rfc7644("3.12")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/and/*",
        "filters/or/*",
        "filters/case/exact",
        "filters/co/*",
        "filters/sw/*",
        "filters/ew/*",
        "filters/ne/*",
        "filters/present/*",
        "filters/text-order/*",
        "filters/time/*",
        "filters/boolean/*",
        "filters/not/*",
        "filters/group/*",
        "filters/extension/*",
        "filters/sub-attribute/*",
        "filters/any-value/*",
    ],
    run: judge,
}

/// What is asked for, the query that has a match, and whether it needs `and` as well.
const ASKED: [(&str, &str, bool); 17] = [
    ("displayName", "filters/case/exact", false),
    ("and", "filters/and/match", false),
    ("or", "filters/or/match", false),
    ("parentheses", "filters/group/match", true),
    ("not", "filters/not/match", true),
    ("ne", "filters/ne/match", true),
    ("co", "filters/co/match", false),
    ("sw", "filters/sw/match", false),
    ("ew", "filters/ew/match", false),
    ("pr", "filters/present/title-front", true),
    ("the order of texts", "filters/text-order/ge-le", true),
    ("the order of dateTimes", "filters/time/gt-past", true),
    ("booleans", "filters/boolean/front-true", true),
    ("booleans with ne", "filters/boolean/front-ne", true),
    ("attributes of an extension", "filters/extension/match", false),
    ("sub-attributes", "filters/sub-attribute/match", false),
    ("values of multi-valued attributes", "filters/any-value/first", false),
];

fn judge(e: &Evidence) -> Judged {
    Cast::of(e)?;
    let joined = e.find("filters/and/match").is_some_and(|seen| !is_refused(&seen));
    let asked = ASKED.iter().filter(|(_, _, joins)| joined || !joins);
    let asked: Vec<_> = asked.filter_map(|(what, step, _)| Some((*what, e.find(step)?))).collect();
    if asked.is_empty() {
        return Err(Unjudged::not_shown("no query with an operator beside eq was answered"));
    }
    let refused: Vec<_> = asked.into_iter().filter(|(_, seen)| is_refused(seen)).collect();
    let Some((_, first)) = refused.first() else { return Ok(Vec::new()) };
    let words: Vec<&str> = refused.iter().map(|(what, _)| *what).collect();
    let finding = Finding::at(first.exchange, format!("filters are refused that use: {}", words.join(", ")));
    Ok(vec![finding.expected("200", expect::answer(first.exchange))])
}
