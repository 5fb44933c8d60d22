use super::*;

check! {
    /// RFC 7644 §3.4.2.2 lets `pr` match where the attribute has a value: a text, a complex value with a part
    /// that is not empty, or an element of a list. What is unassigned does not match. A server that does not do
    /// so may refuse the filter with 400 `invalidFilter`.
    ///
    /// ## Why it matters
    /// Clients look for accounts without an e-mail address or a title to complete them. A server that finds
    /// everybody has them write for ever.
    ///
    /// ## Usual cause
    /// The filter asks whether the schema has the attribute, not whether the resource has a value.
    ///
    /// ## How to fix
    /// Match where a value is stored that is neither null, nor empty, nor a complex value without parts.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22a%22%20and%20title%20pr
    /// 200 {"totalResults":1,"Resources":[{"id":"4","userName":"a"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22a%22%20and%20title%20pr
    /// 200 {"totalResults":0,"Resources":[]}
    /// ```
    id: "filters/present",
    title: "`pr` MUST match a resource with a value and none without",
    profile: Rfc,
    severity: Error,
    covers: ["flt-16", "more-22"],
    sources: [Rfc7644("3.4.2.2"), Rfc7643("2.5")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/and/*",
        "filters/present/*",
    ],
    run: judge,
}

/// A simple, a complex and a multi-valued attribute, each of a user who shows it and of one who does not.
fn judge(e: &Evidence) -> Judged {
    let cast = Cast::with_and(e)?;
    any(["title", "name", "emails"].map(|attribute| of_both(e, &cast, attribute)).into())
}

fn of_both(e: &Evidence, cast: &Cast, attribute: &str) -> Judged {
    let step = |who: &str| format!("filters/present/{attribute}-{who}");
    e.seen(&step("front"))?;
    cast.needs_difference(attribute, "front", "same")?;
    let found = |who: &str, wanted: &[&str]| cast.finds(&step(who), "userName", wanted);
    both(vec![found("front", &["front"]), found("same", &[])])
}
