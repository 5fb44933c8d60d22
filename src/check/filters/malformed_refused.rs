use super::*;

check! {
    /// RFC 7644 §3.4.2.2 defines the grammar of filters. What does not follow it is refused; §3.12 has 400 and
    /// `invalidFilter` for it. It is never answered with resources.
    ///
    /// ## Why it matters
    /// A filter whose end is overlooked means something else than the client asked: more people, or others.
    ///
    /// ## Usual cause
    /// The reader stops where it does not know how to go on and takes what it has.
    ///
    /// ## How to fix
    /// After reading, demand that the end of the text is reached.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22aiko%22%20extra
    /// 200 {"totalResults":1,"Resources":[{"id":"4","userName":"aiko"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22aiko%22%20extra
    /// 400 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400","scimType":"invalidFilter"}
    /// ```
    id: "filters/malformed-refused",
    title: "a filter that does not follow the grammar MUST be refused with a 4xx",
    profile: Rfc,
    severity: Error,
    covers: ["flt-29"],
    sources: [Rfc7644("3.4.2.2"), Rfc7644("3.12")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/malformed/*",
        "refusals/bad-filter",
    ],
    run: judge,
}

/// A filter that lacks its value is the matter of another check.
fn judge(e: &Evidence) -> Judged {
    Cast::of(e)?;
    needs_grammar(e)?;
    let mut findings = Vec::new();
    for step in ["filters/malformed/tail", "filters/malformed/no-operator", "filters/malformed/open-quote"] {
        let seen = e.seen(step)?;
        if !is_4xx(&seen) {
            let message = format!("`{}` is not refused", filter_of(&seen));
            findings.push(Finding::at(seen.exchange, message).expected("400", expect::answer(seen.exchange)));
        }
    }
    Ok(findings)
}
