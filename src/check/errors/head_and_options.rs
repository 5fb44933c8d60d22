use super::*;

check! {
    /// RFC 9110 §9.1 has HEAD wherever there is GET. OPTIONS is optional; who does not have it says 405 or 501.
    ///
    /// ## Why it matters
    /// Monitors, browsers and gateways send both, and each 500 raises an alarm.
    ///
    /// ## Usual cause
    /// A handler that has a case for each SCIM method, and an exception for the rest.
    ///
    /// ## How to fix
    /// Answer HEAD like GET without a body, and OPTIONS with Allow or 405.
    ///
    /// ## Fails
    /// ```http
    /// OPTIONS /Users
    /// 500
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// OPTIONS /Users
    /// 405
    /// Allow: GET, HEAD, POST
    /// ```
    id: "errors/head-and-options",
    title: "HEAD and OPTIONS SHOULD not be answered with an error of the server",
    profile: Rfc,
    severity: Warning,
    covers: ["http-24", "err-07"],
    sources: [Rfc9110("9.1"), Rfc9110("15.6.2")],
    dialects: Without,
    needs: ["transport/head", "transport/options"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let mut findings = Vec::new();
    for step in ["transport/head", "transport/options"] {
        let seen = e.seen(step)?;
        if matches!(seen.status(), 500 | 502..=599) {
            let finding = Finding::at(seen.exchange, "the method makes the server fail");
            findings.push(finding.expected("2xx, 405 or 501", expect::answer(seen.exchange)));
        }
    }
    Ok(findings)
}
