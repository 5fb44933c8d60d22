use super::*;

check! {
    /// RFC 9865 §2 requires that a negative `count` is understood as 0: no refusal, and no resources. Judged
    /// where ServiceProviderConfig says `pagination.cursor`.
    ///
    /// ## Why it matters
    /// Clients compute the count of the last page, and an error there fails a walk that was complete.
    ///
    /// ## Usual cause
    /// A validator demands a positive number.
    ///
    /// ## How to fix
    /// Raise every `count` below 0 to 0 before it is used.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?cursor=&count=-1
    /// 400 {"scimType":"invalidCount","detail":"count must not be negative","status":"400"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?cursor=&count=-1
    /// 200 {"schemas":[…],"totalResults":12,"itemsPerPage":0,"Resources":[]}
    /// ```
    id: "cursor/negative-count",
    title: "a negative count MUST be read as 0 in a query by cursor",
    profile: Rfc,
    severity: Error,
    covers: ["cur-05"],
    sources: [Rfc9865("2")],
    dialects: Without,
    needs: ["discovery/config", "paging/create-*", "paging/settled", "paging/all", "cursor/page-1", "cursor/count-negative"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    advertised(e)?;
    let page = e.seen("cursor/count-negative")?;
    let mut findings = expect::status(&page, &[200], "a negative count is not answered with 200");
    if !page.resources().is_empty() {
        let finding = Finding::at(page.exchange, "a negative count is answered with resources");
        findings
            .push(finding.expected("no resources", page.resources().len().to_string()).pointer("/Resources"));
    }
    Ok(findings)
}
