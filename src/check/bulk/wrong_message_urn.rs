use super::*;

check! {
    /// RFC 7644 §3.7 identifies a bulk request by its message URN in `schemas`. One that names another message
    /// is best refused with 400 (§3.12); other 4xx are accepted.
    ///
    /// ## Why it matters
    /// The URN tells a request of another version, or one that was sent to the wrong endpoint. Entra sends no
    /// bulk requests; mistakes in other clients are found by a clear answer.
    ///
    /// ## Usual cause
    /// `schemas` is not looked at.
    ///
    /// ## How to fix
    /// Refuse a body at `/Bulk` whose `schemas` does not list
    /// `urn:ietf:params:scim:api:messages:2.0:BulkRequest`.
    ///
    /// ## Fails
    /// ```http
    /// POST /Bulk
    /// {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"Operations":[…]}
    /// 200 {"Operations":[…]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Bulk
    /// {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"Operations":[…]}
    /// 400 {"scimType":"invalidSyntax","detail":"schemas lacks the BulkRequest URN","status":"400",…}
    /// ```
    id: "bulk/wrong-message-urn",
    title: "a bulk request that names another message SHOULD be refused as a client's mistake",
    profile: Rfc,
    severity: Warning,
    covers: ["bulk-15"],
    sources: [Rfc7644("3.7"), Rfc7644("3.12")],
    dialects: Without,
    needs: ["discovery/config", "bulk/create", "bulk/wrong-urn"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    needs_bulk(e)?;
    let seen = e.seen("bulk/wrong-urn")?;
    if (400..500).contains(&seen.status()) || (seen.status() == 200 && result(&seen, 0).is_some_and(failed)) {
        return Ok(Vec::new());
    }
    if !seen.succeeded() {
        return Ok(expect::status(&seen, &[400], "a message that is no bulk request breaks the server"));
    }
    let finding = Finding::at(seen.exchange, "a message that is no bulk request is carried out as one");
    Ok(vec![finding.expected("400", expect::answer(seen.exchange))])
}
