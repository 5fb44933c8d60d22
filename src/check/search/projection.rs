use super::*;

check! {
    /// RFC 7644 §3.4.3 lists both parameters among those of the body, as lists of names. A tenant that offers
    /// no search is not judged.
    ///
    /// ## Why it matters
    /// A search that returns whole users sends more personal data than the caller asked for.
    ///
    /// ## Usual cause
    /// The parameters are read as texts with commas, and a list of names is not recognised.
    ///
    /// ## How to fix
    /// Accept a JSON list of names for both.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users/.search
    /// {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"userName sw \"harbour\"",
    ///  "attributes":["userName"]}
    /// 200 {"totalResults":12,"Resources":[{"id":"7","userName":"harbour.tora","title":"Diver"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users/.search
    /// {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"userName sw \"harbour\"",
    ///  "attributes":["userName"]}
    /// 200 {"totalResults":12,"Resources":[{"id":"7","userName":"harbour.tora"}]}
    /// ```
    id: "search/projection",
    title: "attributes and excludedAttributes MUST work in a search body",
    profile: Rfc,
    severity: Error,
    covers: ["srch-06"],
    sources: [Rfc7644("3.4.3")],
    dialects: Without,
    needs: ["paging/create-*", "paging/settled", "paging/all", "search/all", "discovery/schemas", "paging/read", "projection/user-name", "projection/list", "projection/list-id", "projection/excluded", "projection/excluded-list", "search/attributes", "search/excluded"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    crate::check::projection::narrows_lists(e)?;
    unless(&same_as_get::CHECK, e)?;
    let narrowed = asked(e, "search/attributes")?;
    let mut findings: Vec<Finding> =
        crate::check::projection::list_in_part(e, &narrowed, &["userName"])?.into_iter().collect();
    let excluded = asked(e, "search/excluded").ok().filter(|_| crate::check::projection::excludes(e));
    let Some(list) = excluded else { return Ok(findings) };
    if !list.succeeded() {
        findings.extend(expect::status(&list, &[200], "a search with excludedAttributes is refused"));
    }
    if list.resources().iter().any(|hit| access::member(hit, "displayName").is_some()) {
        let finding = Finding::at(list.exchange, "the search shows displayName, though it was excluded");
        findings.push(finding.expected("nothing", "a value").pointer("/Resources"));
    }
    Ok(findings)
}
