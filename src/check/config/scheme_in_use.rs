use super::*;

check! {
    /// RFC 7643 §5 has `authenticationSchemes` tell how a client authenticates. The token this run sends is
    /// accepted, so a scheme with a token in the `Authorization` header has to be among them.
    ///
    /// ## Why it matters
    /// An administrator who follows the document sets up a credential that is not the one Entra sends, a
    /// bearer token.
    ///
    /// ## Usual cause
    /// The list was copied from an example, or is older than the tokens.
    ///
    /// ## How to fix
    /// List `oauthbearertoken` for a token that is issued by hand, or `oauth2` where the client fetches it.
    ///
    /// ## Fails
    /// ```http
    /// GET /ServiceProviderConfig
    /// Authorization: Bearer ****
    /// 200 {"authenticationSchemes":[{"type":"httpbasic","name":"Basic","description":"Name and password"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ServiceProviderConfig
    /// Authorization: Bearer ****
    /// 200 {"authenticationSchemes":[{"type":"oauthbearertoken","name":"Token","description":"From the settings page"}]}
    /// ```
    id: "config/scheme-in-use",
    title: "the scheme the tenant accepts SHOULD be among authenticationSchemes",
    profile: Rfc,
    severity: Warning,
    covers: ["cfg-16"],
    sources: [Rfc7643("5")],
    dialects: Without,
    needs: ["discovery/config", "connection/test"],
    run: judge,
}

/// A type that is missing, or that nobody knows, may mean the scheme in use; another check names it.
fn judge(e: &Evidence) -> Judged {
    let (seen, schemes) = schemes(e)?;
    if !e.seen("connection/test")?.succeeded() {
        return Err(Unjudged::not_shown("the credential was not seen to be accepted"));
    }
    let kinds: Vec<String> =
        schemes.iter().filter_map(|scheme| text(scheme, "type")).map(str::to_lowercase).collect();
    if kinds.len() < schemes.len() {
        return Err(named_elsewhere("a scheme has no type"));
    }
    if kinds.iter().any(|kind| !TYPES.contains(&kind.as_str())) {
        return Err(named_elsewhere("a scheme has a type the RFC does not define"));
    }
    let accepted = accepted(&e.seen("connection/test")?);
    if accepted.is_empty() {
        return Err(Unjudged::not_shown("the run sent no credential of a known scheme"));
    }
    if kinds.iter().any(|kind| accepted.contains(&kind.as_str())) {
        return Ok(Vec::new());
    }
    let finding = Finding::at(seen.exchange, "the scheme of the credential that was accepted is not listed");
    Ok(vec![finding.expected(accepted.join(" or "), kinds.join(", ")).pointer("/authenticationSchemes")])
}

/// The types that mean the credential of this run; the header is kept without the secret.
fn accepted(test: &Seen) -> &'static [&'static str] {
    let mut headers = test.exchange.request.headers.iter();
    let sent = headers.find(|(name, _)| name.eq_ignore_ascii_case("authorization"));
    match sent.map(|(_, value)| value.to_lowercase()) {
        Some(value) if value.starts_with("basic") => &["httpbasic"],
        Some(value) if value.starts_with("bearer") => &["oauthbearertoken", "oauth2", "oauth"],
        _ => &[],
    }
}
