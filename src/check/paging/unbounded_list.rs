use super::*;

check! {
    /// RFC 7644 §3.4.2.1 leaves a server two answers to a list without any parameter: the users, as many as it
    /// cares to put on a page, or 400 with `scimType` `tooMany`. `totalResults` is the number of all of them.
    ///
    /// ## Why it matters
    /// Tools that survey a directory begin with this request. Any other refusal looks to them like a broken
    /// endpoint.
    ///
    /// ## Usual cause
    /// A limit on the result that ends in a generic error, or `totalResults` taken from what happens to be
    /// loaded.
    ///
    /// ## How to fix
    /// Return the first page of your default size with the right `totalResults`; or answer 400 with `tooMany`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users
    /// 413 {"detail":"the list is too long"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users
    /// 200 {"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":5120,"startIndex":1,
    ///      "itemsPerPage":100,"Resources":[…]}
    /// ```
    id: "paging/unbounded-list",
    title: "a list of all users MUST be answered with 200, or refused with 400 and tooMany",
    profile: Rfc,
    severity: Error,
    covers: ["page-21", "more-18", "E-39"],
    sources: [Rfc7644("3.4.2.1"), Rfc7644("3.4.2.4")],
    dialects: Without,
    needs: ["paging/create-*", "paging/settled", "paging/all", "paging/page-1", "paging/unbounded"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let list = e.seen("paging/unbounded")?;
    if list.status() == 400 && text(&list, "scimType") == Some("tooMany") {
        return Ok(Vec::new());
    }
    lists_everybody(&list)?;
    if list.status() != 200 {
        let finding =
            Finding::at(list.exchange, "the list of all users is refused otherwise than with tooMany");
        return Ok(vec![
            finding.expected("200, or 400 with scimType tooMany", expect::answer(list.exchange)),
        ]);
    }
    let list = listed(list)?;
    let Some(finding) = too_few(e, &list) else { return Ok(Vec::new()) };
    if (total_results::CHECK.run)(e).is_ok_and(|findings| !findings.is_empty()) {
        return Err(another("totalResults is wrong throughout"));
    }
    Ok(vec![finding])
}

/// Other people's users come and go, so the total is only known not to be smaller than this.
fn too_few(e: &Evidence, list: &Seen) -> Option<Finding> {
    let least = own(e).len().max(list.resources().len()) as u64;
    let total = number(list, "totalResults").filter(|total| *total < least)?;
    let finding = Finding::at(list.exchange, "totalResults is less than there are users");
    Some(finding.expected(format!("{least} or more"), total.to_string()).pointer("/totalResults"))
}
