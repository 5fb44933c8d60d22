use super::*;

check! {
    /// Microsoft Learn asks tenants to bear at least 25 requests a second, and makes it a condition of a
    /// listing in the gallery. It is judged with `run --load` only.
    ///
    /// ## Why it matters
    /// The first cycle of a large directory runs at this pace. Each 429 is a user who waits for a later cycle.
    ///
    /// ## Usual cause
    /// A rate limit made for people, or a pool of connections that is too small.
    ///
    /// ## How to fix
    /// Raise the limit for the provisioning token to 25 requests a second and more.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=…   (the 11th within a second)
    /// 429
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=…   (the 50th within two seconds)
    /// 200 {"totalResults":0}
    /// ```
    id: "transport/sustained-rate",
    title: "25 requests a second SHOULD be answered without 429 and without an error of the server",
    profile: Load,
    severity: Warning,
    covers: ["E-16", "http-30", "L-02"],
    sources: [Learn("understand-the-microsoft-entra-scim-implementation")],
    dialects: Without,
    needs: ["connection/test"],
    run: judge,
}

/// The pace is judged by what the tool managed to send.
fn judge(e: &Evidence) -> Judged {
    let exchanges = load(e)?;
    if !e.seen("connection/test")?.succeeded() {
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, "connection/test did not succeed".to_owned()));
    }
    // Some gateways refuse what comes too fast with 403 instead of 429.
    let refused = exchanges.iter().find(|exchange| exchange.response().is_some() && !exchange.succeeded());
    if let Some(exchange) = refused {
        let finding = Finding::at(exchange, "a request is refused at 25 requests a second");
        return Ok(vec![finding.expected("200", expect::answer(exchange))]);
    }
    if let Some(lost) = exchanges.iter().find(|exchange| exchange.response().is_none()) {
        return Err(Unjudged::Error(format!("load/look-ups: {}", expect::answer(lost))));
    }
    let times = exchanges.iter().map(|exchange| exchange.at_us);
    let span = times.clone().max().unwrap_or_default() - times.min().unwrap_or_default();
    let rate = (exchanges.len() as u64 - 1) * 1_000_000 / span.max(1);
    if rate < 24 {
        return Err(Unjudged::not_shown(format!("only {rate} requests a second were sent")));
    }
    Ok(Vec::new())
}
