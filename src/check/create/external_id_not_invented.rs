use super::*;

check! {
    /// RFC 7643 §3.1 has `externalId` defined by the client alone; a resource created without one shows none.
    ///
    /// ## Why it matters
    /// A made-up value stands where the client's own belongs. Entra matches by it in many mappings, and would
    /// take the account for somebody else's.
    ///
    /// ## Usual cause
    /// The column is not nullable and filled with the id.
    ///
    /// ## How to fix
    /// Leave the attribute out of answers until a client writes it.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"mira@tern.example"}
    /// 201 {"id":"7","externalId":"7","userName":"mira@tern.example"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"mira@tern.example"}
    /// 201 {"id":"7","userName":"mira@tern.example"}
    /// ```
    id: "create/external-id-not-invented",
    title: "the server MUST NOT make up an externalId",
    profile: Rfc,
    severity: Error,
    covers: ["more-10"],
    sources: [Rfc7643("3.1")],
    dialects: Without,
    needs: ["create/plain", "create/plain/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let create = accepted(e, "create/plain")?;
    if create.sent().get("externalId").is_some() {
        let reason = "the suite requires externalId, so there is no user without";
        return Err(Unjudged::Skipped(SkipKind::Suite, reason.to_owned()));
    }
    let has = |seen: &Seen| attribute(seen, "externalId").is_some_and(|value| !expect::is_empty(value));
    let invented = made(e, "create/plain")?.into_iter().find(has);
    Ok(invented
        .map(|seen| {
            let finding = Finding::at(seen.exchange, "the user shows an externalId nobody sent");
            finding.expected("no externalId", told(attribute(&seen, "externalId"))).pointer("/externalId")
        })
        .into_iter()
        .collect())
}
