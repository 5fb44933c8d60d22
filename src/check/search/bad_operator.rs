use super::*;

check! {
    /// RFC 7644 §3.4.2.2 requires 400 with `scimType` `invalidFilter` for an operator the server does not know,
    /// and §3.4.3 takes the same filters in the body. A tenant that offers no search is not judged.
    ///
    /// ## Why it matters
    /// A filter that is dropped returns everybody, and the caller takes them for the matches.
    ///
    /// ## Usual cause
    /// The search does without a filter when it cannot parse the one it got.
    ///
    /// ## How to fix
    /// Use the parser of GET, and let its errors through.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users/.search
    /// {"schemas":[…SearchRequest],"filter":"userName zz \"pilot\""}
    /// 200 {"totalResults":5120,"Resources":[…]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users/.search
    /// {"schemas":[…SearchRequest],"filter":"userName zz \"pilot\""}
    /// 400 {"scimType":"invalidFilter","detail":"zz is no operator","status":"400"}
    /// ```
    id: "search/bad-operator",
    title: "a filter with an unknown operator MUST be refused with 400 and invalidFilter, in a search too",
    profile: Rfc,
    severity: Error,
    covers: ["srch-04"],
    sources: [Rfc7644("3.4.3"), Rfc7644("3.4.2.2"), Rfc7644("3.12")],
    dialects: Without,
    needs: ["paging/create-*", "paging/settled", "paging/all", "search/all", "refusals/bad-filter", "filters/unknown/operator", "search/bad-operator"],
    run: judge,
}

/// What is wrong with malformed filters in GET as well is named by the checks of errors.
fn judge(e: &Evidence) -> Judged {
    let seen = asked(e, "search/bad-operator")?;
    if (same_as_get::CHECK.run)(e).is_ok_and(|findings| !findings.is_empty()) {
        return Err(another("the filter of a search is not heeded"));
    }
    let gets =
        ["refusals/bad-filter", "filters/unknown/operator"].into_iter().filter_map(|step| e.find(step));
    let alike = |get: Seen| get.status() == seen.status() && text(&get, "scimType") != Some("invalidFilter");
    if gets.into_iter().any(alike) {
        return Err(another("a malformed filter is answered in the same way in GET"));
    }
    let refused = expect::status(&seen, &[400], "a filter with an unknown operator is not refused");
    if !refused.is_empty() || text(&seen, "scimType") == Some("invalidFilter") {
        return Ok(refused);
    }
    let shown = seen.body().and_then(|body| access::member(body, "scimType"));
    let shown = shown.map_or_else(|| "nothing".to_owned(), expect::quote);
    let finding = Finding::at(seen.exchange, "the refusal does not say that the filter is at fault");
    Ok(vec![finding.expected("invalidFilter", shown).pointer("/scimType")])
}
