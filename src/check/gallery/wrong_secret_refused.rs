use super::*;

check! {
    /// RFC 6749 §5.2 requires that a token endpoint refuses a client with a wrong secret, with 400 or 401 and an OAuth
    /// error code.
    ///
    /// ## Why it matters
    /// A token endpoint that answers anybody gives anybody all accounts. Where the refusal is none that OAuth knows,
    /// the administrator is not told that the secret ran out.
    ///
    /// ## Usual cause
    /// A stub of the authorization server, or a gateway in front of it that answers on its own.
    ///
    /// ## How to fix
    /// Compare the secret, and answer 401 with `{"error":"invalid_client"}`.
    ///
    /// ## Fails
    /// ```http
    /// POST /oauth/token client_id=entra&client_secret=wrong
    /// 200 {"access_token":"…","token_type":"Bearer"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /oauth/token client_id=entra&client_secret=wrong
    /// 401 {"error":"invalid_client"}
    /// ```
    id: "gallery/wrong-secret-refused",
    title: "a token endpoint MUST refuse a wrong client secret with an OAuth error",
    profile: Gallery,
    severity: Error,
    covers: ["T-Validate_Credentials", "auth-12"],
    sources: [Rfc6749("5.2")],
    dialects: Without,
    needs: [],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let facts = token_facts(e)?;
    let Some(refusal) = &facts.wrong_secret else {
        return Err(Unjudged::not_shown("the token was fetched by an assertion, not by a secret"));
    };
    if matches!(refusal.status, 400 | 401) && refusal.error.is_some() {
        return Ok(Vec::new());
    }
    let code = refusal.error.as_deref().unwrap_or("no error code");
    let finding =
        Finding::about(format!("{} does not refuse a wrong client secret as OAuth has it", facts.url));
    Ok(vec![finding.expected("400 or 401 with an error code", format!("{}, {code}", refusal.status))])
}
