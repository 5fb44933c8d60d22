use super::*;

check! {
    /// RFC 7644 §3.12 names 307 and 308 for redirects: with them a client repeats the same method and body at
    /// the new address.
    ///
    /// ## Why it matters
    /// Behind 301, 302 or 303 a POST becomes a GET, and the create is lost. Whether Entra follows redirects at
    /// all is not documented; better answer in place.
    ///
    /// ## Usual cause
    /// A framework that corrects slashes or letter case, or a login page.
    ///
    /// ## How to fix
    /// Serve the address as it is, or redirect with 307 or 308.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/
    /// 301
    /// Location: /Users
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/
    /// 200 {"totalResults":0}
    /// ```
    id: "errors/redirect-keeps-method",
    title: "a redirect SHOULD use 307 or 308",
    profile: Rfc,
    severity: Warning,
    covers: ["http-02", "err-09"],
    sources: [Rfc7644("3.12"), Rfc9110("15.4")],
    dialects: Without,
    needs: ["*", "transport/trailing-slash"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    e.seen("connection/test")?;
    // The neighbour of the base URL's last segment need not be SCIM at all.
    let own = e.exchanges().filter(|(record, _)| record.step != "transport/other-version");
    let exchanges = own.map(|(_, exchange)| exchange).filter(|exchange| exchange.with_credential);
    let mut moved = exchanges.filter(|exchange| matches!(exchange.status(), Some(301..=303)));
    let finding = |exchange| Finding::at(exchange, "the redirect does not keep the method");
    let found = moved
        .next()
        .map(|exchange| finding(exchange).expected("an answer, or 307 or 308", expect::answer(exchange)));
    Ok(found.into_iter().collect())
}
