use super::*;

check! {
    /// A boolean stands in a filter without quotes (RFC 7644 §3.4.2.2). Entra writes `"True"` in value filters
    /// all the same. A server may refuse such a filter with 400, or read the word as the boolean; it must not
    /// match everybody.
    ///
    /// ## Why it matters
    /// A comparison that is true for everybody changes the wrong element, or the wrong account.
    ///
    /// ## Usual cause
    /// The language compares a boolean with a text that is not empty and calls them equal.
    ///
    /// ## How to fix
    /// Refuse the text, or accept `true` and `false` in any letter case as the booleans.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22a%22%20and%20active%20eq%20%22True%22
    /// 200 {"totalResults":1,"Resources":[{"id":"4","userName":"a","active":false}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22a%22%20and%20active%20eq%20%22True%22
    /// 400 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400","scimType":"invalidFilter"}
    /// ```
    id: "filters/quoted-boolean",
    title: "a boolean in quotes SHOULD be refused or read as the boolean",
    profile: Rfc,
    severity: Warning,
    covers: ["flt-10"],
    sources: [Rfc7644("3.4.2.2"), Source::Inferred],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/and/*",
        "filters/quoted-boolean/*",
        "filters/boolean/off-alone",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let cast = Cast::with_and(e)?;
    e.seen("filters/quoted-boolean/front")?;
    cast.needs_active()?;
    both(vec![
        cast.finds_or_refuses("filters/quoted-boolean/front", "active", &["front"]),
        cast.finds_or_refuses("filters/quoted-boolean/off", "active", &[]),
    ])
}
