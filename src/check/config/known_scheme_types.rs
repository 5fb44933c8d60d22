use super::*;

check! {
    /// RFC 7643 §5 defines the types `oauth`, `oauth2`, `oauthbearertoken`, `httpbasic` and `httpdigest`.
    /// Others are not forbidden, but no client knows them.
    ///
    /// ## Why it matters
    /// A client that chooses its credential by `type` finds nothing to choose.
    ///
    /// ## Usual cause
    /// The type was named after the header, such as `bearer`, or after a product.
    ///
    /// ## How to fix
    /// Use `oauthbearertoken` for a token in the `Authorization` header, `oauth2` where the client gets it by
    /// OAuth 2.
    ///
    /// ## Fails
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"authenticationSchemes":[{"type":"bearer","name":"Token","description":"From the settings page"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"authenticationSchemes":[{"type":"oauthbearertoken","name":"Token","description":"From the settings page"}]}
    /// ```
    id: "config/known-scheme-types",
    title: "the type of an authentication scheme MAY be expected to be one the RFC defines",
    profile: Rfc,
    severity: Note,
    covers: ["cfg-06"],
    sources: [Rfc7643("5")],
    dialects: Without,
    needs: ["discovery/config"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let (seen, schemes) = schemes(e)?;
    let is_known = |kind: &str| TYPES.iter().any(|known| known.eq_ignore_ascii_case(kind));
    let kinds = schemes.iter().enumerate().filter_map(|(at, scheme)| Some((at, text(scheme, "type")?)));
    let finding = |(at, kind): (usize, &str)| {
        Finding::at(seen.exchange, "the type of an authentication scheme is none the RFC defines")
            .expected(TYPES.join(", "), kind)
            .pointer(format!("/authenticationSchemes/{at}/type"))
    };
    Ok(kinds.filter(|(_, kind)| !is_known(kind)).map(finding).collect())
}
