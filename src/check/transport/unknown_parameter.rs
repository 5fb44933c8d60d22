use super::*;

check! {
    /// Entra's dialect flag travels as a query parameter, and clients add others. That a server passes over
    /// what it does not know is inferred; RFC 7644 does not say, so a refusal with 400 is lawful there.
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
    sources: [Source::Inferred, LearnCompatibility("flags-to-alter-the-scim-behavior")],
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
