use super::*;

check! {
    /// RFC 7644 §3.4.3 lists both parameters among those of the body. Judged where ServiceProviderConfig
    /// advertises sorting and the tenant offers searches.
    ///
    /// ## Why it matters
    /// The same list comes in another order, depending on how it was asked for.
    ///
    /// ## Usual cause
    /// Only filter and paging are taken from the body.
    ///
    /// ## How to fix
    /// Hand all parameters of the body to the code that answers GET.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users/.search
    /// {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"userName sw \"harbour\"",
    ///  "sortBy":"userName","sortOrder":"descending"}
    /// 200 {…} → anchor, jetty, mast, wharf
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users/.search
    /// {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"userName sw \"harbour\"",
    ///  "sortBy":"userName","sortOrder":"descending"}
    /// 200 {…} → wharf, mast, jetty, anchor
    /// ```
    id: "search/sorting",
    title: "sortBy and sortOrder MUST work in a search body",
    profile: Rfc,
    severity: Error,
    covers: ["srch-07"],
    sources: [Rfc7644("3.4.3"), Rfc7644("3.4.2.3")],
    dialects: Without,
    needs: ["discovery/config", "paging/create-*", "paging/settled", "paging/all", "search/all", "sorting/ascending", "sorting/descending", "search/sorted"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    crate::check::sorting::sorts(e)?;
    unless(&same_as_get::CHECK, e)?;
    let seen = found(e, "search/sorted")?;
    let name = |hit: &Value| Some(access::member(hit, "userName")?.as_str()?.to_lowercase());
    let names: Vec<String> = seen.resources().iter().filter_map(name).collect();
    crate::check::sorting::in_order(&seen, &names, true, "userName")
}
