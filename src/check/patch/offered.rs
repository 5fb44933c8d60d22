use super::*;

check! {
    /// RFC 7644 §3.5.2 leaves PATCH optional but recommends it, and ServiceProviderConfig tells clients whether
    /// it is there. When it is not advertised, all other checks of PATCH by the RFC are skipped and this is the
    /// one finding.
    ///
    /// ## Why it matters
    /// Entra updates, disables and fills groups by PATCH alone and never asks first. Other clients read the
    /// document and fall back to PUT.
    ///
    /// ## Usual cause
    /// The document is a template whose `patch` was left at false, or PATCH was never built.
    ///
    /// ## How to fix
    /// Implement PATCH, and set `patch.supported` to true.
    ///
    /// ## Fails
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"patch":{"supported":false}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"patch":{"supported":true}}
    /// ```
    id: "patch/offered",
    title: "a service provider SHOULD offer PATCH and say so in ServiceProviderConfig",
    profile: Rfc,
    severity: Warning,
    covers: ["more-33"],
    sources: [Rfc7644("3.5.2"), Rfc7643("5")],
    dialects: Without,
    needs: ["discovery/config"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    if e.supports("patch")? {
        return Ok(Vec::new());
    }
    let seen = e.seen("discovery/config")?;
    let patch = seen.body().and_then(|body| crate::scim::access::member(body, "patch"));
    let actual = patch.map_or_else(|| "nothing".to_owned(), expect::quote);
    let finding = Finding::at(seen.exchange, "PATCH is not advertised");
    Ok(vec![finding.expected("\"supported\": true", actual).pointer("/patch/supported")])
}
