use super::*;

check! {
    /// RFC 7643 §5 defines `supported` as whether the service has the feature. RFC 7644 §3.7 makes Bulk
    /// optional, and §3.12 has 501 for what is not supported; 404, 405 and other 4xx are accepted. A request
    /// that is carried out, or ends in another 5xx, is not.
    ///
    /// ## Why it matters
    /// A client trusts the document. If Bulk works in secret, its limits are unknown and nobody tests it; if
    /// it breaks with 500, somebody looks for a bug that is none.
    ///
    /// ## Usual cause
    /// The document is a constant, and the endpoint was added or taken away later.
    ///
    /// ## How to fix
    /// Let `bulk.supported` follow from what the service does, and answer 501 where it is off.
    ///
    /// ## Fails
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"bulk":{"supported":false,"maxOperations":0,"maxPayloadSize":0}}
    /// POST /Bulk
    /// 200 {"Operations":[{"method":"POST","status":"201","location":"https://api.tern.example/Users/7"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"bulk":{"supported":false,"maxOperations":0,"maxPayloadSize":0}}
    /// POST /Bulk
    /// 501 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"501","detail":"Bulk is not supported"}
    /// ```
    id: "config/bulk-as-said",
    title: "a tenant that does not advertise Bulk SHOULD refuse it with 501",
    profile: Rfc,
    severity: Warning,
    covers: ["cfg-12", "bulk-01"],
    sources: [Rfc7643("5"), Rfc7644("3.7"), Rfc7644("3.12")],
    dialects: Without,
    needs: ["discovery/config", "discovery/bulk"],
    run: judge,
}

/// How Bulk works where it is advertised is judged by the checks of Bulk.
fn judge(e: &Evidence) -> Judged {
    let says = says(e, "bulk")?;
    let bulk = e.seen("discovery/bulk")?;
    if says {
        let works = bulk.status() == 200;
        return if works {
            Ok(Vec::new())
        } else {
            Err(named_elsewhere("a Bulk request is not answered with 200"))
        };
    }
    if (400..500).contains(&bulk.status()) || bulk.status() == 501 {
        return Ok(Vec::new());
    }
    let finding = Finding::at(bulk.exchange, "Bulk is said not to be supported, and is not refused");
    Ok(vec![finding.expected("501, or a 4xx", expect::answer(bulk.exchange))])
}
