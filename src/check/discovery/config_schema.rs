use super::*;

check! {
    /// RFC 7644 §4 requires that `schemas` of the configuration holds
    /// `urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig`. Further URNs beside it are allowed.
    ///
    /// ## Why it matters
    /// Generic clients choose the parser of a document by its `schemas`. One that finds nothing there drops
    /// the document and treats every feature as missing.
    ///
    /// ## Usual cause
    /// The document is written by hand and `schemas` was forgotten, or it still holds the URN of SCIM 1.1.
    ///
    /// ## How to fix
    /// Put the URN into `schemas` of the document.
    ///
    /// ## Fails
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"schemas":["urn:scim:schemas:core:1.0"],"patch":{"supported":true}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"schemas":["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],"patch":{"supported":true}}
    /// ```
    id: "discovery/config-schema",
    title: "ServiceProviderConfig MUST name its schema in schemas",
    profile: Rfc,
    severity: Error,
    covers: ["disc-02"],
    sources: [Rfc7644("4"), Rfc7643("5")],
    dialects: Without,
    needs: ["discovery/config"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let seen = e.seen("discovery/config")?;
    let body = seen.body().filter(|_| seen.status() == 200);
    let Some(body) = body.filter(|body| access::member(body, "Resources").is_none()) else {
        let reason =
            "/ServiceProviderConfig is not answered with the configuration, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    };
    if names_schema(body, urn::SERVICE_PROVIDER_CONFIG) {
        return Ok(Vec::new());
    }
    let actual = access::member(body, "schemas").map_or_else(|| "nothing".to_owned(), expect::quote);
    let finding = Finding::at(seen.exchange, "schemas does not name the schema of the configuration");
    Ok(vec![finding.expected(urn::SERVICE_PROVIDER_CONFIG, actual).pointer("/schemas")])
}
