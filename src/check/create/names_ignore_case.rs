use super::*;

check! {
    /// RFC 7643 §2.1 makes attribute names case-insensitive: `USERNAME` in a create is `userName`.
    ///
    /// ## Why it matters
    /// Clients take names from their own configuration. A name in other letters is dropped as unknown, and the
    /// value with it.
    ///
    /// ## Usual cause
    /// Members of the body are looked up by exact name.
    ///
    /// ## How to fix
    /// Compare names without regard to case when you read a body, and write them as the schema does.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"USERNAME":"mira@tern.example"}
    /// 400 {"detail":"userName is required"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"USERNAME":"mira@tern.example"}
    /// 201 {"id":"7","userName":"mira@tern.example"}
    /// ```
    id: "create/names-ignore-case",
    title: "attribute names in a create MUST be matched without regard to letter case",
    profile: Rfc,
    severity: Error,
    covers: ["res-28"],
    sources: [Rfc7643("2.1")],
    dialects: Without,
    needs: ["create/names-case", "create/names-case/read", "create/plain"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let refused =
        must_accept(e, "create/names-case", "a create that writes userName in capitals is refused")?;
    if !refused.is_empty() {
        return Ok(refused);
    }
    let create = e.seen("create/names-case")?;
    let sent = expect::sent_name(&create).to_lowercase();
    let lost = made(e, "create/names-case")?.into_iter().find(|seen| {
        attribute(seen, "userName").and_then(Value::as_str).is_none_or(|name| name.to_lowercase() != sent)
    });
    Ok(lost
        .map(|seen| {
            let finding = Finding::at(seen.exchange, "the userName that was written in capitals is lost");
            finding.expected(sent, told(attribute(&seen, "userName"))).pointer("/userName")
        })
        .into_iter()
        .collect())
}
