use super::*;

check! {
    /// RFC 7644 §3.7 requires the result of a POST to carry the `bulkId` the client gave it.
    ///
    /// ## Why it matters
    /// Results may come in any order, so the bulkId alone tells the client which account got which id. Without
    /// it, it cannot link what it created. Entra sends no bulk requests; a client that does links accounts so.
    ///
    /// ## Usual cause
    /// The results are built from the responses alone, which do not know the bulkId.
    ///
    /// ## How to fix
    /// Copy `bulkId` from the operation into its result, failed ones included.
    ///
    /// ## Fails
    /// ```http
    /// POST /Bulk
    /// {"Operations":[{"method":"POST","bulkId":"gull",…}]}
    /// 200 {"Operations":[{"status":"201","location":"https://tern.example/scim/Users/84c1"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Bulk
    /// {"Operations":[{"method":"POST","bulkId":"gull",…}]}
    /// 200 {"Operations":[{"bulkId":"gull","status":"201","location":"https://tern.example/scim/Users/84c1"}]}
    /// ```
    id: "bulk/bulk-id-echoed",
    title: "the result of a POST MUST carry the bulkId of the operation",
    profile: Rfc,
    severity: Error,
    covers: ["bulk-03", "bulk-17"],
    sources: [Rfc7644("3.7"), Rfc7644("3.7.2")],
    dialects: Without,
    needs: ["discovery/config", "bulk/create", "bulk/partial"],
    run: judge,
}

/// Results that are missing are the matter of other checks.
fn judge(e: &Evidence) -> Judged {
    needs_bulk(e)?;
    let steps = ["bulk/create", "bulk/partial"].iter().filter_map(|step| e.find(step));
    let whole = |seen: &Seen| results(seen).len() == operations(seen.sent()).len();
    Ok(steps.filter(whole).filter_map(|seen| fault(&seen)).take(1).collect())
}

fn fault(seen: &Seen) -> Option<Finding> {
    let echoed: Vec<&str> = results(seen).iter().filter_map(bulk_id).collect();
    let missing = operations(seen.sent()).iter().filter_map(bulk_id).find(|id| !echoed.contains(id))?;
    let finding = Finding::at(seen.exchange, "no result carries the bulkId of an operation");
    Some(finding.expected(format!("bulkId \"{missing}\""), "not there").pointer("/Operations"))
}
