use super::*;

check! {
    /// RFC 7643 §3.1 leaves `externalId` to the client and does not call it unique: several clients may use the
    /// same value for different resources. A server that keeps it unique refuses more than the RFC does.
    ///
    /// ## Why it matters
    /// With two identity providers at one tenant, the second one's people are refused for a value they cannot
    /// change.
    ///
    /// ## Usual cause
    /// The column has a unique index.
    ///
    /// ## How to fix
    /// Drop the index, or make it unique per client.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"zoe@tern.example","externalId":"Staff-7"}
    /// 409 {"status":"409","scimType":"uniqueness"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"zoe@tern.example","externalId":"Staff-7"}
    /// 201 {"id":"8","externalId":"Staff-7"}
    /// ```
    id: "create/shared-external-id",
    title: "two resources MAY share an externalId",
    profile: Rfc,
    severity: Note,
    covers: ["post-21"],
    sources: [Rfc7643("3.1"), Rfc7644("6.2")],
    dialects: Without,
    needs: ["create/external-id-first", "create/external-id-second"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let first = accepted(e, "create/external-id-first")?;
    if attribute(&first, "externalId").is_none() {
        return Err(Unjudged::not_shown("the tenant does not keep externalId"));
    }
    let second = e.seen("create/external-id-second")?;
    if second.succeeded() {
        return Ok(Vec::new());
    }
    let finding = Finding::at(second.exchange, "a second user with the same externalId is refused");
    Ok(vec![finding.expected("201", expect::answer(second.exchange))])
}
