use super::*;

check! {
    /// RFC 7644 §3.4.2.2 takes the rule for letter case from `caseExact` of the attribute. Where the schema
    /// says nothing it is false (RFC 7643 §2.2), and case makes no difference. A server that does not do so may
    /// refuse the filter with 400 `invalidFilter`.
    ///
    /// ## Why it matters
    /// A client reads the schema to know whether it must fold names itself. If the answer differs, people are
    /// not found.
    ///
    /// ## Usual cause
    /// The database compares exactly and the schema was copied from the RFC.
    ///
    /// ## How to fix
    /// Compare without regard to case, or declare the attribute `"caseExact":true`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=displayName%20eq%20%22TIDE%22
    /// 200 {"totalResults":0,"Resources":[]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=displayName%20eq%20%22TIDE%22
    /// 200 {"totalResults":1,"Resources":[{"id":"4","displayName":"Tide"}]}
    /// ```
    id: "filters/case-follows-schema",
    title: "a filter MUST compare letter case as the schema says of the attribute",
    profile: Rfc,
    severity: Error,
    covers: ["more-21", "more-22"],
    sources: [Rfc7644("3.4.2.2"), Rfc7643("2.2"), Rfc7643("7")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/case/*",
        "discovery/schemas",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let cast = Cast::with_display_name(e)?;
    needs_schemas(e)?;
    let exact = declared(e, "displayName", None, "caseExact") == Some(&Value::Bool(true));
    let wanted: &[&str] = if exact { &[] } else { &["same"] };
    cast.finds("filters/case/other", "displayName", wanted)
}
