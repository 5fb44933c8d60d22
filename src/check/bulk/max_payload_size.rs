use super::*;

check! {
    /// RFC 7644 §3.7.4 requires a bulk request larger than `bulk.maxPayloadSize` of ServiceProviderConfig, in
    /// bytes, to be refused with 413.
    ///
    /// ## Why it matters
    /// The limit is what clients size their requests by. A request that is cut off, or ends in a 500, leaves
    /// open what was done. Entra sends no bulk requests; loads by other clients come close to it.
    ///
    /// ## Usual cause
    /// The size is limited by a proxy or the framework, at another number than ServiceProviderConfig says, or
    /// not at all.
    ///
    /// ## How to fix
    /// Use one number for both, and answer 413 in front of everything else.
    ///
    /// ## Fails
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"bulk":{"supported":true,"maxPayloadSize":1048576,…}}
    ///
    /// POST /Bulk (1100000 bytes)
    /// 200 {"Operations":[…]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"bulk":{"supported":true,"maxPayloadSize":1048576,…}}
    ///
    /// POST /Bulk (1100000 bytes)
    /// 413 {"detail":"larger than maxPayloadSize (1048576)","status":"413",…}
    /// ```
    id: "bulk/max-payload-size",
    title: "a bulk request larger than maxPayloadSize MUST be refused with 413",
    profile: Rfc,
    severity: Error,
    covers: ["bulk-14"],
    sources: [Rfc7644("3.7.4"), Rfc7643("5")],
    dialects: Without,
    needs: ["discovery/config", "bulk/create", "bulk/large"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    needs_bulk(e)?;
    let limit = limit(e, "maxPayloadSize")?;
    let seen = e.seen("bulk/large").map_err(without_answer)?;
    let sent = seen.exchange.request.body.as_ref().map_or(0, String::len);
    if u64::try_from(sent).is_ok_and(|sent| sent <= limit) {
        return Err(Unjudged::not_shown(format!("{limit} bytes are too many to be exceeded safely")));
    }
    let message = format!("{sent} bytes are not refused, although at most {limit} are allowed");
    Ok(expect::status(&seen, &[413], &message).into_iter().map(briefly).collect())
}
