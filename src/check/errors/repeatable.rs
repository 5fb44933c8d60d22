use super::*;

check! {
    /// No RFC says so: it is expected in practice that status and scimType depend on the request and on the
    /// data, not on how often it came.
    ///
    /// ## Why it matters
    /// Whoever looks for a mistake tries again. An answer that changes sends them somewhere else.
    ///
    /// ## Usual cause
    /// Several servers of different versions behind one address, or a lock-out that counts mistakes.
    ///
    /// ## How to fix
    /// Decide from the request alone, and keep all servers at one version.
    ///
    /// ## Fails
    /// ```http
    /// GET /NoSuchEndpoint
    /// 404
    /// GET /NoSuchEndpoint
    /// 400
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /NoSuchEndpoint
    /// 404
    /// GET /NoSuchEndpoint
    /// 404
    /// ```
    id: "errors/repeatable",
    title: "the same bad request SHOULD be refused in the same way each time",
    profile: Rfc,
    severity: Warning,
    covers: ["err-10"],
    sources: [Source::Inferred],
    dialects: Without,
    needs: ["transport/unknown-path", "transport/unknown-path-again", "transport/unknown-path-third"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let first = e.seen("transport/unknown-path")?;
    for step in ["transport/unknown-path-again", "transport/unknown-path-third"] {
        let again = e.seen(step)?;
        if kind(&again) != kind(&first) {
            let finding = Finding::at(again.exchange, "the same request is refused in another way");
            return Ok(vec![
                finding.expected(expect::answer(first.exchange), expect::answer(again.exchange)),
            ]);
        }
    }
    Ok(Vec::new())
}

fn kind<'a>(seen: &Seen<'a>) -> (u16, Option<&'a Value>) {
    (seen.status(), seen.body().and_then(|body| crate::scim::access::member(body, "scimType")))
}
