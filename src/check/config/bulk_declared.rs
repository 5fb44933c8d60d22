use super::*;

check! {
    /// RFC 7643 §5 requires `bulk` with the boolean `supported` and the integers `maxOperations` and
    /// `maxPayloadSize`, also where Bulk is not supported.
    ///
    /// ## Why it matters
    /// A client cuts its requests by these limits. Without them it either sends too much, and loses all of it
    /// with a 413, or does not use Bulk at all.
    ///
    /// ## Usual cause
    /// The limits are left out because Bulk is off, or are written as texts such as "1 MB".
    ///
    /// ## How to fix
    /// Give all three members. Where Bulk is not supported, `0` is a fine limit.
    ///
    /// ## Fails
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"bulk":{"supported":true,"maxOperations":1000}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"bulk":{"supported":true,"maxOperations":1000,"maxPayloadSize":1048576}}
    /// ```
    id: "config/bulk-declared",
    title: "ServiceProviderConfig MUST say whether Bulk is supported, and its limits",
    profile: Rfc,
    severity: Error,
    covers: ["cfg-02"],
    sources: [Rfc7643("5")],
    dialects: Without,
    needs: ["discovery/config"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let mut findings = demand(e, "bulk", "supported", "true or false", Value::is_boolean)?;
    for limit in ["maxOperations", "maxPayloadSize"] {
        findings.extend(demand(e, "bulk", limit, "an integer", is_integer)?);
    }
    Ok(findings)
}
