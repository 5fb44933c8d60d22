use super::*;

check! {
    /// RFC 7643 §2.4 allows `primary` to be true for no more than one element of a list;
    /// `authenticationSchemes` is one.
    ///
    /// ## Why it matters
    /// The mark tells a client which scheme to prefer. With two of them it tells nothing, and a strict client
    /// refuses the document.
    ///
    /// ## Usual cause
    /// Each scheme was written by itself, with `primary` copied along.
    ///
    /// ## How to fix
    /// Mark the scheme you recommend, and leave `primary` out of the others.
    ///
    /// ## Fails
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"authenticationSchemes":[{"type":"oauth2","primary":true},{"type":"httpbasic","primary":true}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"authenticationSchemes":[{"type":"oauth2","primary":true},{"type":"httpbasic"}]}
    /// ```
    id: "config/one-primary-scheme",
    title: "authenticationSchemes MUST NOT mark more than one scheme as primary",
    profile: Rfc,
    severity: Error,
    covers: ["cfg-08"],
    sources: [Rfc7643("2.4"), Rfc7643("5")],
    dialects: Without,
    needs: ["discovery/config"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let (seen, schemes) = schemes(e)?;
    let is_primary = |scheme: &&Value| access::member(scheme, "primary") == Some(&Value::Bool(true));
    let primary = schemes.iter().filter(is_primary).count();
    if primary < 2 {
        return Ok(Vec::new());
    }
    let finding = Finding::at(seen.exchange, "several authentication schemes are primary");
    Ok(vec![finding.expected("one at most", primary.to_string()).pointer("/authenticationSchemes")])
}
