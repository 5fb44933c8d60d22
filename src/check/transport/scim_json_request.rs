use super::*;

check! {
    /// RFC 7644 §3.1 and the provisioning service require that request bodies of the media type
    /// `application/scim+json` are accepted.
    ///
    /// ## Why it matters
    /// It is the only media type Entra sends. A server that knows `application/json` alone can neither create
    /// nor change anybody.
    ///
    /// ## Usual cause
    /// The JSON parser of the web framework is registered for `application/json` only; the body then is empty
    /// or the request is refused with 415.
    ///
    /// ## How to fix
    /// Register the JSON parser for `application/scim+json` as well.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users
    /// Content-Type: application/scim+json
    /// 415 {"detail":"send application/json"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users
    /// Content-Type: application/scim+json
    /// 201 {"id":"u-7","userName":"mira@tern.example"}
    /// ```
    id: "transport/scim-json-request",
    title: "POST and PATCH with Content-Type application/scim+json MUST be accepted",
    profile: Entra,
    severity: Error,
    covers: ["E-08", "http-12"],
    sources: [Learn("handling-provisioning-and-deprovisioning-of-users"), Rfc7644("3.1")],
    dialects: Without,
    needs: ["users/create", "users/create-as-json", "spelling/capital"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let create = e.seen("users/create")?;
    let mut findings = Vec::new();
    let cured = e.find("users/create-as-json").is_some_and(|other| other.succeeded());
    if create.status() == 415 || (!create.succeeded() && cured) {
        let message = "the create request is refused for its media type";
        findings.push(Finding::at(create.exchange, message).expected("201", expect::answer(create.exchange)));
    }
    if let Some(patch) = e.find("spelling/capital").filter(|patch| patch.status() == 415) {
        let message = "the PATCH is refused for its media type";
        findings.push(
            Finding::at(patch.exchange, message).expected("200 or 204", expect::answer(patch.exchange)),
        );
    }
    if findings.is_empty() && !create.succeeded() {
        let reason = "users/create is refused for another reason";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    Ok(findings)
}
