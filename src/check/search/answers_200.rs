use super::*;

check! {
    /// RFC 7644 §3.4.3 makes the POST a query. Nothing comes into being, so 201 is the wrong status. A tenant
    /// that offers no search is not judged.
    ///
    /// ## Why it matters
    /// Clients look for the address of a new resource behind a 201.
    ///
    /// ## Usual cause
    /// Every POST is answered by the code that creates.
    ///
    /// ## How to fix
    /// Answer 200.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users/.search
    /// {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"userName sw \"harbour\"",
    ///  "count":50}
    /// 201 {"schemas":[…],"totalResults":12,"Resources":[…]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users/.search
    /// {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"userName sw \"harbour\"",
    ///  "count":50}
    /// 200 {"schemas":[…],"totalResults":12,"Resources":[…]}
    /// ```
    id: "search/answers-200",
    title: "a search by POST MUST be answered with 200 and create nothing",
    profile: Rfc,
    severity: Error,
    covers: ["srch-08"],
    sources: [Rfc7644("3.4.3")],
    dialects: Without,
    needs: ["paging/create-*", "paging/settled", "paging/all", "search/all", "search/afterwards"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let seen = asked(e, "search/all")?;
    let before = ids(&set(e)?);
    if !seen.succeeded() {
        return Err(another("the search is refused"));
    }
    let mut findings = expect::status(&seen, &[200], "a search is answered with another status than 200");
    let after = listed(e.seen("search/afterwards")?)?;
    if !same_members(&before, &ids(&after)) {
        let finding = Finding::at(after.exchange, "after the searches there are other users than before");
        let actual = format!("{} users", after.resources().len());
        findings
            .push(finding.expected(format!("the same {} users", before.len()), actual).pointer("/Resources"));
    }
    Ok(findings)
}
