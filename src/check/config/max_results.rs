use super::*;

check! {
    /// RFC 7643 §5 defines `filter.maxResults` as the most resources one answer holds. Discovery lists are not
    /// meant. Zero, or less, says that no answer holds anything.
    ///
    /// ## Why it matters
    /// Clients reserve memory and choose pages by this number; one that reads 0 has no page size left to ask
    /// for.
    ///
    /// ## Usual cause
    /// The number is a constant from an example, and the limit of the lists is configured elsewhere.
    ///
    /// ## How to fix
    /// Fill `maxResults` from the limit your lists really have.
    ///
    /// ## Fails
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"filter":{"supported":true,"maxResults":2}}
    /// GET /Users?count=3
    /// 200 {"totalResults":214,"itemsPerPage":3,"Resources":[{"id":"7"},{"id":"3"},{"id":"9"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"filter":{"supported":true,"maxResults":200}}
    /// GET /Users?count=3
    /// 200 {"totalResults":214,"itemsPerPage":3,"Resources":[{"id":"7"},{"id":"3"},{"id":"9"}]}
    /// ```
    id: "config/max-results",
    title: "an answer of a resource endpoint MUST NOT hold more than filter.maxResults resources",
    profile: Rfc,
    severity: Error,
    covers: ["cfg-15", "page-21"],
    sources: [Rfc7643("5")],
    dialects: Without,
    needs: ["discovery/config", "discovery/page", "*"],
    run: judge,
}

/// Of several answers that are too long, the longest is shown.
fn judge(e: &Evidence) -> Judged {
    let (seen, config) = config(e)?;
    let Some(most) = of(config, "filter", "maxResults").and_then(Value::as_i64) else {
        return Err(named_elsewhere("filter.maxResults is no number"));
    };
    if most < 1 {
        let supported = of(config, "filter", "supported") == Some(&Value::Bool(true));
        let finding = Finding::at(seen.exchange, "filter.maxResults allows no result at all");
        let finding = finding.expected("a positive number", most.to_string()).pointer("/filter/maxResults");
        return Ok(if supported { vec![finding] } else { Vec::new() });
    }
    let lists = e.exchanges().filter_map(|(_, exchange)| Some((exchange, length(exchange)?)));
    let lists: Vec<_> = lists.collect();
    if lists.is_empty() {
        return Err(Unjudged::not_shown("no list of resources was answered"));
    }
    let longest = lists.into_iter().filter(|(_, length)| *length > most).max_by_key(|(_, length)| *length);
    let finding = |(exchange, length): (_, i64)| {
        Finding::at(exchange, "an answer holds more resources than filter.maxResults says")
            .expected(format!("at most {most}"), length.to_string())
            .pointer("/Resources")
    };
    Ok(longest.map(finding).into_iter().collect())
}

/// How many resources a list answer of a resource endpoint holds.
fn length(exchange: &crate::http::Exchange) -> Option<i64> {
    let path = exchange.request.url.split('?').next().unwrap_or_default();
    let is_discovery = ["/Schemas", "/ResourceTypes"].iter().any(|own| path.contains(own));
    let list = access::member(exchange.json()?, "Resources")?.as_array()?;
    (!is_discovery).then(|| i64::try_from(list.len()).unwrap_or(i64::MAX))
}
