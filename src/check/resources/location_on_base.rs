use super::*;

check! {
    /// RFC 7643 §3.1 makes `meta.location` a URI. A relative one must be completed by the client, and one of
    /// another host leads a client, and its credential, somewhere else; that both are best avoided is our own
    /// conclusion.
    ///
    /// ## Why it matters
    /// Behind a gateway the address often names the machine inside, which Entra cannot reach.
    ///
    /// ## Usual cause
    /// The base of the address is taken from the machine's own name instead of the public one.
    ///
    /// ## How to fix
    /// Configure the public base URL, or read it from the `Forwarded` header of a gateway you trust.
    ///
    /// ## Fails
    /// ```http
    /// GET https://api.tern.example/scim/Users/7
    /// 200 {"id":"7","meta":{"location":"http://scim-7.internal:8080/Users/7"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET https://api.tern.example/scim/Users/7
    /// 200 {"id":"7","meta":{"location":"https://api.tern.example/scim/Users/7"}}
    /// ```
    id: "resources/location-on-base",
    title: "meta.location SHOULD be a whole URI below the base URL that the client uses",
    profile: Rfc,
    severity: Warning,
    covers: ["res-16"],
    sources: [Rfc7643("3.1"), Rfc7643("2.4"), Inferred],
    dialects: Without,
    needs: ["resources/get"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let get = e.seen("resources/get")?;
    let Some(place) = get.body().and_then(|body| meta(body, "location")) else {
        return Err(needs("meta.location is missing, which another check names"));
    };
    let url = get.exchange.request.url.as_str();
    let base = url.rsplit_once("/Users/").map_or(url, |(base, _)| base);
    if place.as_str().is_some_and(|place| is_below(place, base)) {
        return Ok(Vec::new());
    }
    let relative = place.as_str().is_some_and(|place| !place.contains("://"));
    let message =
        if relative { "meta.location is relative" } else { "meta.location lies outside the base URL" };
    let finding = Finding::at(get.exchange, message).pointer("/meta/location");
    Ok(vec![finding.expected(format!("an address below {base}"), expect::quote(place))])
}

/// Letter case of scheme and host, and a port that goes without saying, mean nothing.
fn is_below(place: &str, base: &str) -> bool {
    let (Ok(place), Ok(base)) = (url::Url::parse(place), url::Url::parse(&format!("{base}/"))) else {
        return false;
    };
    place.as_str().starts_with(base.as_str())
}
