use super::*;

check! {
    /// No text says so, but what a service says of itself is expected to be the same in two reads a moment
    /// apart, and after a write that was refused. The order of lists, and the time of the last change, do not
    /// count.
    ///
    /// ## Why it matters
    /// Clients keep discovery documents for hours. Behind a load balancer with servers of two versions they
    /// work by one and talk to the other.
    ///
    /// ## Usual cause
    /// Servers of different versions answer in turn, or the document holds a time or a counter. Or a write
    /// that was answered with an error was carried out.
    ///
    /// ## How to fix
    /// Build the documents once, from the version that runs, and let nothing about the request into them.
    ///
    /// ## Fails
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"documentationUri":"https://tern.example/help?t=1767171600","patch":{"supported":true}}
    /// GET /ServiceProviderConfig
    /// 200 {"documentationUri":"https://tern.example/help?t=1767171601","patch":{"supported":true}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"documentationUri":"https://tern.example/help","patch":{"supported":true}}
    /// GET /ServiceProviderConfig
    /// 200 {"documentationUri":"https://tern.example/help","patch":{"supported":true}}
    /// ```
    id: "discovery/same-content",
    title: "repeated reads of a discovery document MAY be expected to agree",
    profile: Rfc,
    severity: Note,
    covers: ["disc-13", "disc-12"],
    sources: [Source::Inferred],
    dialects: Without,
    needs: ["discovery/config", "discovery/config-again", "discovery/resource-types", "discovery/resource-types-again", "discovery/schemas", "discovery/schemas-again"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    const PAIRS: [(&str, &str); 3] = [
        ("discovery/config", "discovery/config-again"),
        ("discovery/resource-types", "discovery/resource-types-again"),
        ("discovery/schemas", "discovery/schemas-again"),
    ];
    let pairs: Vec<(Seen, Seen)> = PAIRS.iter().filter_map(|(one, other)| both(e, one, other)).collect();
    if pairs.is_empty() {
        return Err(Unjudged::not_shown("no discovery document was read twice"));
    }
    Ok(pairs.iter().filter_map(|(one, other)| changed(one, other)).collect())
}

fn both<'a>(e: &Evidence<'a>, one: &str, other: &str) -> Option<(Seen<'a>, Seen<'a>)> {
    let (one, other) = (e.find(one)?, e.find(other)?);
    (one.status() == 200 && other.status() == 200).then_some((one, other))
}

fn changed(one: &Seen, other: &Seen) -> Option<Finding> {
    let (first, second) = (one.exchange.json()?, other.exchange.json()?);
    let member = difference(first, second, &[])?;
    let shown = |document: &Value| {
        access::member(document, &member).map_or_else(|| "nothing".to_owned(), expect::quote)
    };
    Some(
        Finding::at(other.exchange, format!("a second read shows another {member}"))
            .expected(shown(first), shown(second))
            .pointer(expect::pointer("", &member)),
    )
}
