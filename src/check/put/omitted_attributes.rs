use super::*;

check! {
    /// RFC 7644 §3.5.1 lets a client leave optional attributes out of a PUT. The server may clear them, give
    /// them a default or keep them. All three pass here; a refusal does not.
    ///
    /// ## Why it matters
    /// Clients send what they know. A server that insists on every attribute it ever showed cannot be updated
    /// by a client that maps fewer.
    ///
    /// ## Usual cause
    /// The body is validated like a form in which every field that has a value must come along.
    ///
    /// ## How to fix
    /// Demand required attributes only.
    ///
    /// ## Fails
    /// ```http
    /// PUT /Users/u-52
    /// {"schemas":[…],"userName":"dana.okoye@tern.example"}
    /// 400 {"schemas":[…],"status":"400","detail":"title is missing"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PUT /Users/u-52
    /// {"schemas":[…],"userName":"dana.okoye@tern.example"}
    /// 200 {"id":"u-52","userName":"dana.okoye@tern.example", …}
    /// ```
    id: "put/omitted-attributes",
    title: "a PUT that leaves optional attributes out SHOULD be accepted",
    profile: Rfc,
    severity: Warning,
    covers: ["put-03", "put-14"],
    sources: [Rfc7644("3.5.1")],
    dialects: Without,
    needs: ["put/get", "put/replace", "put/omitted", "put/omitted/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    accepted(e, "put/replace")?;
    let put = e.seen("put/omitted")?;
    if put.succeeded() {
        return Ok(Vec::new());
    }
    Ok(expect::status(&put, &[200], "a PUT that leaves out an optional attribute is refused"))
}
