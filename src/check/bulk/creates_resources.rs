use super::*;

check! {
    /// RFC 7644 §3.7 requires each POST of a bulk request to be carried out as if it had been sent alone: the
    /// resource is there afterwards, and the answer has one result for each, with the status 201.
    ///
    /// ## Why it matters
    /// A load of many users that says *done* and has left some out is found out by those who cannot sign in.
    /// Entra sends no bulk requests; migrations and identity managers do.
    ///
    /// ## Usual cause
    /// Operations are queued and the answer is made from the queue; or a batch insert swallows the errors of
    /// single rows.
    ///
    /// ## How to fix
    /// Carry out each operation before you answer, and make its result from what the single request would have
    /// been answered.
    ///
    /// ## Fails
    /// ```http
    /// POST /Bulk
    /// {"Operations":[{"method":"POST","bulkId":"gull",…},{"method":"POST","bulkId":"tern",…}]}
    /// 200 {"Operations":[{"bulkId":"gull","status":"201"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Bulk
    /// {"Operations":[{"method":"POST","bulkId":"gull",…},{"method":"POST","bulkId":"tern",…}]}
    /// 200 {"Operations":[{"bulkId":"gull","status":"201",…},{"bulkId":"tern","status":"201",…}]}
    /// ```
    id: "bulk/creates-resources",
    title: "each POST of a bulk request MUST create its resource and have a result with the status 201",
    profile: Rfc,
    severity: Error,
    covers: ["bulk-02"],
    sources: [Rfc7644("3.7"), Rfc7644("3.7.2"), Rfc7644("3.7.3")],
    dialects: Without,
    needs: ["discovery/config", "bulk/create", "bulk/look/*"],
    run: |e| unless_named(e, judge(e), &["users/", "query/", "transport/"]),
}

fn judge(e: &Evidence) -> Judged {
    let create = needs_bulk(e)?;
    let sent = operations(create.sent());
    let found = results(&create);
    if found.len() != sent.len() {
        let finding = Finding::at(create.exchange, "the answer has not one result for each operation");
        let actual = crate::text::count(found.len(), "result");
        return Ok(vec![
            finding.expected(crate::text::count(sent.len(), "result"), actual).pointer("/Operations"),
        ]);
    }
    Ok((0..sent.len()).filter_map(|at| fault(e, &create, at)).collect())
}

fn fault(e: &Evidence, create: &Seen, at: usize) -> Option<Finding> {
    let result = result(create, at)?;
    if code(result) != Some(201) {
        let finding = Finding::at(create.exchange, "the create of a user has another result than 201");
        return Some(finding.expected("201", told(result)).pointer(format!("/Operations/{at}/status")));
    }
    let sent = operations(create.sent()).get(at)?;
    let name = access::member(access::member(sent, "data")?, "userName")?.as_str()?;
    let look = e.find(&format!("bulk/look/{}", bulk_id(sent)?))?;
    if expect::has_user_name(&look, name) {
        return None;
    }
    let finding = Finding::at(look.exchange, "a user whose result is 201 is not found");
    Some(finding.expected("the user", "no such user").caused_by(create.exchange))
}
