use super::*;

check! {
    /// RFC 7644 §3.5.1 has a client send every required attribute with a PUT, and §3.12 has what breaks a rule
    /// of the schema answered with 400 (`invalidValue`; `invalidSyntax` and no `scimType` are accepted here).
    /// Whatever the answer, RFC 7643 §4.1.1 knows no user without `userName`.
    ///
    /// ## Why it matters
    /// An account without a name is found by no query that Entra sends: it is created a second time.
    ///
    /// ## Usual cause
    /// Only the create request is validated, or missing attributes are filled with null.
    ///
    /// ## How to fix
    /// Validate the body of a PUT like that of a create.
    ///
    /// ## Fails
    /// ```http
    /// PUT /Users/u-52
    /// {"schemas":[…],"displayName":"Dana Okoye"}
    /// 200 {"id":"u-52","displayName":"Dana Okoye", …}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PUT /Users/u-52
    /// {"schemas":[…],"displayName":"Dana Okoye"}
    /// 400 {"schemas":[…],"status":"400","scimType":"invalidValue","detail":"userName is required"}
    /// ```
    id: "put/required-missing",
    title: "a PUT without userName SHOULD be refused with 400 and never leave the user without it",
    profile: Rfc,
    severity: Warning,
    covers: ["put-07"],
    sources: [Rfc7644("3.5.1"), Rfc7644("3.12"), Rfc7643("4.1.1")],
    dialects: Without,
    needs: ["put/get", "put/replace", "put/missing-name", "put/missing-name/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    accepted(e, "put/replace")?;
    let put = e.seen("put/missing-name")?;
    let read = e.seen("put/missing-name/read")?;
    let mut findings = expect::status(&put, &[400], "a PUT without userName is not refused with 400");
    let name = read.body().and_then(|body| crate::scim::access::member(body, "userName"));
    if read.succeeded() && name.is_none_or(expect::is_empty) {
        let finding = Finding::at(read.exchange, "the user has no userName any more");
        findings.push(
            finding.expected("the userName it had", "nothing").pointer("/userName").caused_by(put.exchange),
        );
    }
    Ok(findings)
}
