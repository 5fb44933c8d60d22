use super::*;

check! {
    /// RFC 7644 §3.7.4 requires a bulk request with more operations than `bulk.maxOperations` of
    /// ServiceProviderConfig to be refused with 413.
    ///
    /// ## Why it matters
    /// The limit is what clients size their requests by. One that is not kept hides how much the service can
    /// bear, until it breaks down under a request it should have refused. Entra sends no bulk requests; loads
    /// by other clients come close to it.
    ///
    /// ## Usual cause
    /// The number in ServiceProviderConfig is not read by the code that carries out the request.
    ///
    /// ## How to fix
    /// Count the operations before the first is carried out.
    ///
    /// ## Fails
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"bulk":{"supported":true,"maxOperations":1000,…}}
    ///
    /// POST /Bulk (1001 operations)
    /// 200 {"Operations":[…]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"bulk":{"supported":true,"maxOperations":1000,…}}
    ///
    /// POST /Bulk (1001 operations)
    /// 413 {"detail":"more than maxOperations (1000)","status":"413",…}
    /// ```
    id: "bulk/max-operations",
    title: "a bulk request with more operations than maxOperations MUST be refused with 413",
    profile: Rfc,
    severity: Error,
    covers: ["bulk-13"],
    sources: [Rfc7644("3.7.4"), Rfc7643("5")],
    dialects: Without,
    needs: ["discovery/config", "bulk/create", "bulk/many"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    needs_bulk(e)?;
    let limit = limit(e, "maxOperations")?;
    let seen = e.seen("bulk/many").map_err(without_answer)?;
    let sent = operations(seen.sent()).len();
    if u64::try_from(sent).is_ok_and(|sent| sent <= limit) {
        return Err(Unjudged::not_shown(format!("{limit} operations are too many to be exceeded safely")));
    }
    let message = format!("{sent} operations are not refused, although at most {limit} are allowed");
    Ok(expect::status(&seen, &[413], &message).into_iter().map(briefly).collect())
}
