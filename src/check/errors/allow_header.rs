use super::*;

check! {
    /// RFC 9110 §15.5.6: an answer 405 carries the header `Allow` with the methods that the endpoint does have.
    ///
    /// ## Why it matters
    /// It is the quickest hint for somebody who sent the right request to the wrong address.
    ///
    /// ## Usual cause
    /// The 405 is written by hand.
    ///
    /// ## How to fix
    /// Let the router answer it, or add the header.
    ///
    /// ## Fails
    /// ```http
    /// PUT /Users {}
    /// 405
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PUT /Users {}
    /// 405
    /// Allow: GET, POST
    /// ```
    id: "errors/allow-header",
    title: "a 405 SHOULD name the methods there are in Allow",
    profile: Rfc,
    severity: Warning,
    covers: ["http-23"],
    sources: [Rfc9110("15.5.6")],
    dialects: Without,
    needs: ["transport/put-on-collection", "transport/patch-on-collection", "transport/post-on-resource"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let refused: Vec<Seen> = misplaced(e)?.into_iter().filter(|seen| seen.status() == 405).collect();
    if refused.is_empty() {
        return Err(Unjudged::not_shown("no request was answered with 405"));
    }
    let bare =
        |seen: &&Seen| seen.exchange.response().is_some_and(|response| response.header("allow").is_none());
    let finding = |seen: &Seen| Finding::at(seen.exchange, "the 405 does not say which methods there are");
    Ok(refused
        .iter()
        .find(bare)
        .map(|seen| finding(seen).expected("Allow: …", "no such header"))
        .into_iter()
        .collect())
}
