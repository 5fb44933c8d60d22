use super::*;

check! {
    /// RFC 7644 §3.4.3 identifies a search by the URN of SearchRequest. A body that names another message is
    /// malformed, and 400 with `invalidSyntax` fits. A tenant that offers no search is not judged.
    ///
    /// ## Why it matters
    /// A body that was meant for another endpoint is noticed at once, and not answered with a list that nobody
    /// asked for.
    ///
    /// ## Usual cause
    /// `schemas` of the body is not read.
    ///
    /// ## How to fix
    /// Demand the URN before anything else.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users/.search
    /// {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"count":1}
    /// 200 {"schemas":[…],"totalResults":12,"Resources":[…]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users/.search
    /// {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"count":1}
    /// 400 {"scimType":"invalidSyntax","detail":"schemas must hold the URN of SearchRequest","status":"400"}
    /// ```
    id: "search/wrong-schema",
    title: "a search body of another schema SHOULD be refused with 400",
    profile: Rfc,
    severity: Warning,
    covers: ["srch-03"],
    sources: [Rfc7644("3.4.3"), Rfc7644("3.12")],
    dialects: Without,
    needs: ["paging/create-*", "paging/settled", "paging/all", "search/all", "search/wrong-urn"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let seen = asked(e, "search/wrong-urn")?;
    let message = "a body of the schema PatchOp is not refused as a search";
    Ok(if (400..500).contains(&seen.status()) { Vec::new() } else { expect::status(&seen, &[400], message) })
}
