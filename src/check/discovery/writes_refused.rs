use super::*;

check! {
    /// RFC 7643 §5 to §7 make the discovery documents read-only, and RFC 7644 §3.2 gives these endpoints no
    /// method but GET. Any 4xx or 501 is a refusal.
    ///
    /// ## Why it matters
    /// A write that is answered with success was either lost, or has changed what every other client reads
    /// about the service.
    ///
    /// ## Usual cause
    /// One generic resource handler serves all endpoints and accepts every method.
    ///
    /// ## How to fix
    /// Answer 405 with an `Allow` header, or 501, to everything but GET and HEAD.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /ServiceProviderConfig
    /// 200 {"schemas":["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],"patch":{"supported":true}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /ServiceProviderConfig
    /// 405 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"405","detail":"this document is read-only"}
    /// ```
    id: "discovery/writes-refused",
    title: "a write to a discovery endpoint SHOULD be refused",
    profile: Rfc,
    severity: Warning,
    covers: ["disc-12"],
    sources: [Rfc7643("5"), Rfc7643("6"), Rfc7643("7"), Rfc7644("3.2")],
    dialects: Without,
    needs: ["discovery/config", "discovery/post-config", "discovery/patch-config", "discovery/put-resource-type", "discovery/delete-schema"],
    run: judge,
}

/// The writes say nothing or name nothing that exists, so that nothing is lost where they are carried out. That
/// nothing changed is seen by `discovery/same-content`.
fn judge(e: &Evidence) -> Judged {
    const WRITES: [&str; 4] = [
        "discovery/post-config",
        "discovery/patch-config",
        "discovery/put-resource-type",
        "discovery/delete-schema",
    ];
    if e.seen("discovery/config")?.status() != 200 {
        return Err(Unjudged::not_shown("there is no ServiceProviderConfig to write to"));
    }
    let mut findings = Vec::new();
    for write in WRITES {
        let seen = e.seen(write)?;
        if !((400..500).contains(&seen.status()) || seen.status() == 501) {
            let finding = Finding::at(seen.exchange, "a write to a read-only document is not refused");
            findings.push(finding.expected("405, another 4xx, or 501", expect::answer(seen.exchange)));
        }
    }
    Ok(findings)
}
