use super::*;

check! {
    /// RFC 7644 §3.5.1 lets a client leave optional attributes out of a PUT. The server may clear them, give
    /// them a default or keep them. All three pass here; a refusal does not, and neither does an answer that
    /// says otherwise than the next read.
    ///
    /// ## Why it matters
    /// Clients send what they know. A server that insists on every attribute it ever showed cannot be updated
    /// by a client that maps fewer.
    ///
    /// ## Usual cause
    /// The body is validated like a form in which every field that has a value must come along.
    ///
    /// ## How to fix
    /// Demand required attributes only, and answer with the resource as it is stored.
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
    title: "a PUT MAY leave optional attributes out, and its answer shows what became of them",
    profile: Rfc,
    severity: Warning,
    covers: ["put-03", "put-14"],
    sources: [Rfc7644("3.5.1")],
    dialects: Without,
    needs: ["put/get", "put/replace", "put/replace/read", "put/omitted", "put/omitted/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    accepted(e, "put/replace")?;
    let put = e.seen("put/omitted")?;
    if !put.succeeded() {
        return Ok(expect::status(&put, &[200], "a PUT that leaves out an optional attribute is refused"));
    }
    let (read, full) = (e.seen("put/omitted/read")?, e.seen("put/replace")?);
    let (Some(answer), Some(shown)) = (put.body(), read.body().filter(|_| read.succeeded())) else {
        return Err(Unjudged::not_shown("the answer or the read behind it shows no user"));
    };
    let sent = put.sent();
    let left_out = full.sent().as_object().into_iter().flatten();
    let left_out = left_out.filter(|(name, _)| crate::scim::access::member(sent, name).is_none());
    let value = |body: &Value, name: &str| crate::scim::access::member(body, name).cloned().unwrap_or_default();
    let differing = left_out.filter(|(name, _)| !expect::same(&value(answer, name), &value(shown, name)));
    let finding = |(name, _): (&String, &Value)| {
        Finding::at(read.exchange, format!("{name} was left out, and answer and read differ on it"))
            .expected(expect::quote(&value(answer, name)), expect::quote(&value(shown, name)))
            .pointer(expect::pointer("", name))
            .caused_by(put.exchange)
    };
    Ok(differing.map(finding).collect())
}
