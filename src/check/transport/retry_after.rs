use super::*;

check! {
    /// RFC 6585 §4 lets a 429 carry `Retry-After`, and Microsoft's guidance for listings asks for it. It is
    /// judged with `run --load` only, where a 429 is likely.
    ///
    /// ## Why it matters
    /// Without it clients come back too early and make things worse, or far too late.
    ///
    /// ## Usual cause
    /// The limiter of a gateway answers on its own.
    ///
    /// ## How to fix
    /// Let the limiter add `Retry-After` with the seconds until the next request is welcome.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=…
    /// 429
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=…
    /// 429
    /// Retry-After: 2
    /// ```
    id: "transport/retry-after",
    title: "a 429 SHOULD say in Retry-After when to come back",
    profile: Load,
    severity: Warning,
    covers: ["E-17", "http-31"],
    sources: [Rfc(6585, "4"), Source::Inferred],
    dialects: Without,
    needs: ["connection/test"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    load(e)?;
    let limited: Vec<_> = e.exchanges().map(|(_, x)| x).filter(|x| x.status() == Some(429)).collect();
    if limited.is_empty() {
        return Err(Unjudged::not_shown("the tenant answered no request with 429"));
    }
    let bare = limited.into_iter().find(|x| x.response().is_some_and(|r| r.header("retry-after").is_none()));
    let finding = |exchange| Finding::at(exchange, "the 429 does not say when to come back");
    Ok(bare
        .map(|exchange| finding(exchange).expected("Retry-After: …", "no such header"))
        .into_iter()
        .collect())
}
