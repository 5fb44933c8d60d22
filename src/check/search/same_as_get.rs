use super::*;

check! {
    /// RFC 7644 §3.4.3 moves the parameters of a query into the body and changes nothing else: filter and
    /// result are the same. A tenant that offers no search is not judged.
    ///
    /// ## Why it matters
    /// A client that changes to POST for the sake of privacy must not get other people's data by it.
    ///
    /// ## Usual cause
    /// The filter is looked for in the query string only.
    ///
    /// ## How to fix
    /// Read `filter` from the body.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users/.search
    /// {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"userName sw \"harbour\"",
    ///  "count":50}
    /// 200 {"totalResults":5120,"Resources":[… everybody …]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users/.search
    /// {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"userName sw \"harbour\"",
    ///  "count":50}
    /// 200 {"totalResults":12,"Resources":[… the twelve that match …]}
    /// ```
    id: "search/same-as-get",
    title: "a search MUST find what the same query by GET finds",
    profile: Rfc,
    severity: Error,
    covers: ["srch-05"],
    sources: [Rfc7644("3.4.3")],
    dialects: Without,
    needs: ["paging/create-*", "paging/settled", "paging/all", "search/all"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let search = found(e, "search/all")?;
    let all = ids(&set(e)?);
    if same_members(&all, &ids(&search)) {
        return Ok(Vec::new());
    }
    let finding = Finding::at(search.exchange, "the search does not find what the same query by GET finds");
    let own = ids(&search).iter().filter(|id| all.contains(id)).count();
    let actual = format!("{own} of them and {} others", search.resources().len() - own);
    Ok(vec![finding.expected(format!("{} users", all.len()), actual).pointer("/Resources")])
}
