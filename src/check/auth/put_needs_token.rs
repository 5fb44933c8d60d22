use super::*;

check! {
    /// RFC 7644 §2 has every request authenticated. PUT is a method that Entra never sends, so that nobody
    /// notices when its route is left open.
    ///
    /// ## Why it matters
    /// An open PUT replaces any account, for anybody who knows the URL.
    ///
    /// ## Usual cause
    /// The filter lists the methods it guards, and PUT is not among them.
    ///
    /// ## How to fix
    /// Guard all methods; let routes ask for exceptions, not for protection.
    ///
    /// ## Fails
    /// ```http
    /// PUT /Users/u-3 {"userName":"mallory"}
    /// 200 {"id":"u-3","userName":"mallory"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PUT /Users/u-3 {"userName":"mallory"}
    /// 401
    /// ```
    id: "auth/put-needs-token",
    title: "PUT without a valid token MUST be refused",
    profile: Rfc,
    severity: Error,
    covers: ["auth-05"],
    sources: [Rfc7644("2"), Rfc6750("3.1")],
    dialects: Without,
    needs: ["transport/create", "transport/missing-token-put", "transport/wrong-token-put", "transport/bad-token/read"],
    run: judge,
}

/// A server without PUT may say so before it asks who is there.
fn judge(e: &Evidence) -> Judged {
    let mut findings = Vec::new();
    for word in ["missing", "wrong"] {
        let seen = e.seen(&format!("transport/{word}-token-put"))?;
        let message = "a PUT without a valid token is not refused";
        findings.extend(expect::status(&seen, &[400, 401, 403, 404, 405, 501], message));
    }
    let (created, read) = (e.seen("transport/create")?, e.seen("transport/bad-token/read")?);
    let intruded = read.body().is_some_and(|body| {
        crate::scim::access::member(body, "userName").and_then(Value::as_str).is_some_and(|name| {
            name.to_lowercase() == format!("not.{}", expect::sent_name(&created)).to_lowercase()
        })
    });
    if findings.is_empty() && intruded {
        let finding = Finding::at(read.exchange, "a PUT without a valid token was refused but carried out");
        findings.push(finding.expected(expect::sent_name(&created), "the name the refused PUT gave"));
    }
    Ok(findings)
}
