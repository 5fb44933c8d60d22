use super::*;

check! {
    /// RFC 7644 §3.4.2 defines `totalResults` as the number of resources in the whole result. §4 has discovery
    /// lists answered whole, so it is the number of entries.
    ///
    /// ## Why it matters
    /// A client that reads a larger number asks for a second page, which discovery does not have, and may
    /// loop; with a smaller one it drops entries.
    ///
    /// ## Usual cause
    /// The number is a constant, or a count from a time when there were fewer schemas.
    ///
    /// ## How to fix
    /// Compute `totalResults` from the list that is sent.
    ///
    /// ## Fails
    /// ```http
    /// GET /ResourceTypes
    /// 200 {"totalResults":100,"Resources":[{"name":"User"},{"name":"Group"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ResourceTypes
    /// 200 {"totalResults":2,"Resources":[{"name":"User"},{"name":"Group"}]}
    /// ```
    id: "discovery/total-results",
    title: "totalResults of a discovery list MUST be the number of its entries",
    profile: Rfc,
    severity: Error,
    covers: ["disc-09"],
    sources: [Rfc7644("3.4.2"), Rfc7644("4")],
    dialects: Without,
    needs: ["discovery/resource-types", "discovery/schemas"],
    run: judge,
}

/// A total that is no number is another check's matter.
fn judge(e: &Evidence) -> Judged {
    let lists =
        [list(e, "discovery/resource-types", "/ResourceTypes"), list(e, "discovery/schemas", "/Schemas")];
    let totals = lists.iter().flatten().filter_map(|seen| Some((seen, total(seen)?)));
    let totals: Vec<(&Seen, u64)> = totals.collect();
    if totals.is_empty() {
        let reason = "no discovery list tells a total, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    let wrong = totals.iter().filter(|(seen, total)| *total != seen.resources().len() as u64);
    let finding = |(seen, total): &(&Seen, u64)| {
        Finding::at(seen.exchange, "totalResults is not the number of entries")
            .expected(seen.resources().len().to_string(), total.to_string())
            .pointer("/totalResults")
    };
    Ok(wrong.map(finding).collect())
}

fn total(seen: &Seen) -> Option<u64> {
    access::member(seen.body()?, "totalResults")?.as_u64()
}
