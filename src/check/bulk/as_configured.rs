use super::*;

check! {
    /// ServiceProviderConfig says whether the tenant supports Bulk (RFC 7643 §5). Where it does, RFC 7644 §3.7
    /// requires a valid bulk request to be answered with 200; where it does not, §3.12 has it refused with 501,
    /// and 404 or 405 are accepted.
    ///
    /// ## Why it matters
    /// Clients read ServiceProviderConfig to decide how they load thousands of accounts. A promise that is not
    /// kept fails the load; Entra sends no bulk requests; identity managers that do rely on the flag.
    ///
    /// ## Usual cause
    /// The document was copied from an example, and the endpoint was never written, or is switched off in this
    /// plan.
    ///
    /// ## How to fix
    /// Answer `POST /Bulk`, or set `bulk.supported` to false and answer 501 with a SCIM error.
    ///
    /// ## Fails
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"bulk":{"supported":true,"maxOperations":1000,"maxPayloadSize":1048576}}
    ///
    /// POST /Bulk
    /// 404
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"bulk":{"supported":true,"maxOperations":1000,"maxPayloadSize":1048576}}
    ///
    /// POST /Bulk
    /// 200 {"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkResponse"],"Operations":[…]}
    /// ```
    id: "bulk/as-configured",
    title: "a valid bulk request MUST be answered with 200 where Bulk is advertised",
    profile: Rfc,
    severity: Error,
    covers: ["bulk-01", "L-07"],
    sources: [Rfc7643("5"), Rfc7644("3.7"), Rfc7644("3.12")],
    dialects: Without,
    needs: ["discovery/config", "bulk/create"],
    run: |e| unless_named(e, judge(e), &["transport/scim-json-request"]),
}

/// A tenant that carries out what it does not advertise is named by `config/bulk-as-said`.
fn judge(e: &Evidence) -> Judged {
    let supported = e.supports("bulk")?;
    let seen = e.seen("bulk/create")?;
    if supported {
        let message = "Bulk is advertised, and a valid request is not answered with 200";
        return Ok(expect::status(&seen, &[200], message));
    }
    if seen.status() == 501 || (400..500).contains(&seen.status()) {
        return Ok(Vec::new());
    }
    Err(named_elsewhere("Bulk is not advertised, and not refused"))
}
