use super::*;

check! {
    /// RFC 7644 §3.8 asks servers to accept `application/scim+json` and lets them accept other media types. One
    /// that does not take `application/json` says so with 415.
    ///
    /// ## Why it matters
    /// Many clients and test tools send the plain label. An answer that blames the body sends their authors
    /// looking in the wrong place.
    ///
    /// ## Usual cause
    /// The body parser is bound to one media type; under another one the body arrives empty and fails
    /// validation.
    ///
    /// ## How to fix
    /// Parse `application/json` like `application/scim+json`, or answer 415.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users
    /// Content-Type: application/json
    /// {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"noor"}
    ///
    /// 400 {"detail":"userName is missing"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users
    /// Content-Type: application/json
    /// {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"noor"}
    ///
    /// 201 {"id":"u-81","userName":"noor"}
    /// ```
    id: "transport/plain-json-request",
    title: "a create request labelled application/json MAY be accepted, or refused with 415",
    profile: Rfc,
    severity: Note,
    covers: ["http-13"],
    sources: [Rfc7644("3.8"), Rfc7644("8.1")],
    dialects: Without,
    needs: ["transport/get", "transport/plain-json"],
    run: judge,
}

/// That a create of this kind is possible at all is seen on the user of the storyline beside it.
fn judge(e: &Evidence) -> Judged {
    e.seen("transport/get")?;
    let seen = e.seen("transport/plain-json")?;
    if !e.seen("transport/create")?.succeeded() {
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, "transport/create did not succeed".to_owned()));
    }
    Ok(expect::status(&seen, &[200, 201, 415], "the create request fails under the label application/json"))
}
