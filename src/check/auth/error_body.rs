use super::*;

check! {
    /// RFC 7644 §3.12 has errors answered in JSON, with the Error schema and the status as a string. A
    /// gateway's own message in front of the service is common, and only worth a warning.
    ///
    /// ## Why it matters
    /// The administrator sees this text when Test Connection fails.
    ///
    /// ## Usual cause
    /// The credential is checked by a gateway or a framework filter that knows nothing of SCIM.
    ///
    /// ## How to fix
    /// Let the filter write a SCIM error, or let the gateway pass the request on.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users
    ///
    /// 401 {"message":"Unauthorized"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users
    ///
    /// 401 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"401","detail":"the token has expired"}
    /// ```
    id: "auth/error-body",
    title: "the body of a 401 SHOULD be a SCIM error message with the status 401",
    profile: Rfc,
    severity: Warning,
    covers: ["auth-04"],
    sources: [Rfc7644("3.12")],
    dialects: Without,
    needs: ["refusals/missing-token-get", "refusals/wrong-token-get", "users/unknown-id", "users/duplicate", "refusals/malformed-body", "refusals/bad-filter"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    if super::super::errors::spoils_errors(e) {
        let reason = "other errors are not SCIM error messages either, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    let refused = refused_reads(e)?;
    Ok(refused.iter().find_map(|seen| super::super::errors::fault(seen.exchange)).into_iter().collect())
}
