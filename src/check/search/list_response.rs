use super::*;

check! {
    /// RFC 7644 §3.4.3 has `POST /Users/.search` answered as the same query by GET is: with a message of the
    /// schema ListResponse. A tenant that offers no search (404, 405, 501) is not judged.
    ///
    /// ## Why it matters
    /// Clients use it to keep personal data out of the addresses that end up in logs.
    ///
    /// ## Usual cause
    /// The search has a handler of its own, with its own idea of an answer.
    ///
    /// ## How to fix
    /// Hand the parameters of the body to the code that answers GET.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users/.search
    /// {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"userName sw \"harbour\"",
    ///  "startIndex":1,"count":5}
    /// 200 {"totalResults":12,"Resources":[…]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users/.search
    /// {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"userName sw \"harbour\"",
    ///  "startIndex":1,"count":5}
    /// 200 {"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":12,"Resources":[…]}
    /// ```
    id: "search/list-response",
    title: "a search by POST MUST be answered with a ListResponse",
    profile: Rfc,
    severity: Error,
    covers: ["srch-01"],
    sources: [Rfc7644("3.4.3"), Rfc7644("3.4.2")],
    dialects: Without,
    needs: ["connection/test", "paging/create-*", "paging/settled", "paging/all", "search/all", "search/page"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let seen = asked(e, "search/all")?;
    lists_work(e)?;
    if seen.succeeded() && seen.status() != 200 {
        return Err(another("the search is answered with another status than 200"));
    }
    if e.find("paging/all").is_some_and(|get| get.status() == 200 && expect::list(&get).is_some()) {
        return Err(another("the same query by GET is not answered with a proper list either"));
    }
    let page = e.find("search/page").filter(|_| expect::list(&seen).is_none());
    Ok(expect::list(&page.unwrap_or(seen)).into_iter().collect())
}
