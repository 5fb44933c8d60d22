use super::*;

check! {
    /// A media type may carry parameters: `application/scim+json; charset=utf-8` must be accepted like the
    /// bare type. Microsoft's SCIM validator sends it on every body.
    ///
    /// ## Why it matters
    /// A server that compares the header as a whole text passes the validator's tests nowhere, and fails
    /// behind proxies that add the parameter.
    ///
    /// ## Usual cause
    /// `Content-Type` is compared with `==` instead of being parsed.
    ///
    /// ## How to fix
    /// Parse the media type and compare type and subtype; ignore parameters you do not know.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users
    /// Content-Type: application/scim+json; charset=utf-8
    /// 415 {"detail":"unknown media type"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users
    /// Content-Type: application/scim+json; charset=utf-8
    /// 201 {"id":"u-7","userName":"mira@tern.example"}
    /// ```
    id: "transport/charset-parameter",
    title: "POST and PATCH with a charset parameter behind the media type MUST be accepted",
    profile: Entra,
    severity: Error,
    covers: ["E-09", "http-11"],
    sources: [Validator("U1"), Rfc7644("8.1")],
    dialects: Without,
    needs: ["users/create", "users/create-charset", "users/patch-charset", "users/patch-charset/read", "spelling/capital", "spelling/capital/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let create = e.seen("users/create-charset")?;
    let refused =
        expect::status(&create, &[200, 201], "the create request with a charset parameter is refused");
    if !refused.is_empty() {
        return Ok(refused);
    }
    let patch = e.seen("users/patch-charset")?;
    let plain = super::super::patch::takes_effect(e, "spelling/capital");
    if plain.as_ref().is_ok_and(|findings| !findings.is_empty()) {
        return Err(Unjudged::not_shown("a PATCH without the parameter does not work either"));
    }
    if !patch.succeeded() {
        return Ok(expect::status(&patch, &[200, 204], "the PATCH with a charset parameter is refused"));
    }
    // Where the effect of the plain PATCH cannot be judged, neither can this one's.
    plain?;
    Ok(expect::effect(&patch, Some(e.seen("users/patch-charset/read")?)))
}
