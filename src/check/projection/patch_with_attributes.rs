use super::*;

check! {
    /// RFC 7644 §3.5.2 lets a server answer a PATCH with 204 and no body, except where the request carries
    /// `attributes`: then the answer is 200 and holds them.
    ///
    /// ## Why it matters
    /// A client that asks for the new value wants to see it without another read.
    ///
    /// ## Usual cause
    /// PATCH answers 204 as a rule, and the query string is not looked at.
    ///
    /// ## How to fix
    /// Answer 200 with the narrowed resource whenever `attributes` is given.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7?attributes=userName
    /// 204
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7?attributes=userName
    /// 200 {"schemas":[…],"id":"7","userName":"tora"}
    /// ```
    id: "projection/patch-with-attributes",
    title: "a PATCH with attributes MUST be answered with 200 and the resource",
    profile: Rfc,
    severity: Error,
    covers: ["attr-12"],
    sources: [Rfc7644("3.5.2"), Rfc7644("3.9")],
    dialects: Without,
    needs: ["projection/create", "projection/created", "projection/patch"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let patch = e.seen("projection/patch")?;
    if !patch.succeeded() {
        return Err(another("the PATCH is refused"));
    }
    let mut findings = expect::status(&patch, &[200], "a PATCH with attributes is not answered with 200");
    if findings.is_empty() && patch.body().is_none() {
        let finding = Finding::at(patch.exchange, "a PATCH with attributes is answered without the resource");
        findings.push(finding.expected("the resource", "no JSON object"));
    }
    Ok(findings)
}
