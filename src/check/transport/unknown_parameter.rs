use super::*;

check! {
    /// RFC 7644 §3.4.2: a server should ignore query parameters it does not recognise instead of rejecting the
    /// query. Entra's dialect flag travels as one, and clients add others.
    ///
    /// ## Why it matters
    /// A server that refuses the flag cannot be configured with it, and one that is put behind a gateway with
    /// parameters of its own stops working.
    ///
    /// ## Usual cause
    /// Strict validation of the query string.
    ///
    /// ## How to fix
    /// Ignore parameters you do not know.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName+eq+%22ada%22&shift=early
    /// 400 {"detail":"shift is no parameter"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName+eq+%22ada%22&shift=early
    /// 200 {"totalResults":1,"Resources":[{"id":"1","userName":"ada"}]}
    /// ```
    id: "transport/unknown-parameter",
    title: "a query parameter the server does not know SHOULD be ignored",
    profile: Gallery,
    severity: Warning,
    covers: ["E-13", "page-23"],
    sources: [Rfc7644("3.4.2"), LearnCompatibility("flags-to-alter-the-scim-behavior")],
    dialects: Without,
    needs: ["transport/create", "transport/known-parameter", "transport/unknown-parameter"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let created = e.seen("transport/create")?;
    if !expect::only_hit(&e.seen("transport/known-parameter")?, &created).is_empty() {
        let reason = "the query without the parameter does not find the user";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    Ok(expect::only_hit(&e.seen("transport/unknown-parameter")?, &created))
}
