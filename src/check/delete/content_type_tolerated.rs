use super::*;

check! {
    /// A `Content-Type` beside no body says nothing (RFC 9110 §8.3), and is no reason to refuse a DELETE. A
    /// DELETE that has a body may be refused with a 4xx (RFC 9110 §9.3.5), but must not break the server.
    ///
    /// ## Why it matters
    /// Many HTTP clients add the header to every request. Their DELETEs fail, and accounts stay.
    ///
    /// ## Usual cause
    /// The framework parses a JSON body whenever the header announces one, and an empty text is no JSON.
    ///
    /// ## How to fix
    /// Do not parse a body on DELETE.
    ///
    /// ## Fails
    /// ```http
    /// DELETE /Users/u-52
    /// Content-Type: application/scim+json
    /// 400 {"schemas":[…],"status":"400","detail":"unexpected end of JSON input"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// DELETE /Users/u-52
    /// Content-Type: application/scim+json
    /// 204
    /// ```
    id: "delete/content-type-tolerated",
    title: "a DELETE with a Content-Type header and no body SHOULD work",
    profile: Rfc,
    severity: Warning,
    covers: ["del-14"],
    sources: [Rfc9110("9.3.5"), Rfc9110("8.3"), Inferred],
    dialects: Without,
    needs: [
        "delete/first", "delete/get-typed", "delete/with-content-type", "delete/get-filled",
        "delete/with-body",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    needs_delete(e)?;
    let typed = e.seen("delete/with-content-type")?;
    let mut findings = Vec::new();
    if !typed.succeeded() {
        findings = expect::status(&typed, &[204], "a DELETE with a Content-Type and no body is refused");
    }
    let filled = e.seen("delete/with-body")?;
    if filled.status() >= 500 && filled.status() != 501 {
        let finding = Finding::at(filled.exchange, "a DELETE with a body breaks the server");
        findings.push(finding.expected("204 or a 4xx", expect::answer(filled.exchange)));
    }
    Ok(findings)
}
