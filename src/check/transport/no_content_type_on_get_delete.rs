use super::*;

check! {
    /// The provisioning service sends GET and DELETE without `Content-Type`, as there is no body to describe;
    /// a server must not insist on one. Observed in Microsoft's requests and those of its gallery validation.
    ///
    /// ## Why it matters
    /// A server that demands the header refuses Test Connection itself: the job cannot even be saved.
    ///
    /// ## Usual cause
    /// A framework's content negotiation is set up for all methods, so that an absent media type counts as an
    /// unsupported one.
    ///
    /// ## How to fix
    /// Look at `Content-Type` only where there is a body: on POST, PUT and PATCH.
    ///
    /// ## Fails
    /// ```http
    /// DELETE /Users/u-7
    /// 415 {"detail":"Content-Type must be application/scim+json"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// DELETE /Users/u-7
    /// 204
    /// ```
    id: "transport/no-content-type-on-get-delete",
    title: "GET and DELETE without Content-Type MUST be accepted",
    profile: Entra,
    severity: Error,
    covers: ["E-07", "more-03"],
    sources: [Source::Observed("MicrosoftDocs/azure-docs", 94189), Rfc7644("3.1")],
    dialects: Without,
    needs: ["connection/test", "connection/test-with-content-type", "users/delete", "users/delete-with-content-type"],
    run: judge,
}

/// A refusal is laid to the missing header only where the same request with it is accepted, or where the
/// status says so.
fn judge(e: &Evidence) -> Judged {
    let test = e.seen("connection/test")?;
    let mut findings = Vec::new();
    for (plain, typed) in [
        ("connection/test", "connection/test-with-content-type"),
        ("users/delete", "users/delete-with-content-type"),
    ] {
        let Some(seen) = e.find(plain) else { continue };
        let cured = e.find(typed).is_some_and(|typed| typed.succeeded());
        if !seen.succeeded() && (cured || seen.status() == 415) {
            let message = "the request is refused without Content-Type";
            findings.push(Finding::at(seen.exchange, message).expected("2xx", expect::answer(seen.exchange)));
        }
    }
    if findings.is_empty() && !test.succeeded() {
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, "connection/test did not succeed".to_owned()));
    }
    Ok(findings)
}
