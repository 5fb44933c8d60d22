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

fn judge(e: &Evidence) -> Judged {
    let lists =
        [list(e, "discovery/resource-types", "/ResourceTypes"), list(e, "discovery/schemas", "/Schemas")];
    if lists.iter().all(Result::is_err) {
        let [first, _] = lists;
        return first.map(|_| Vec::new());
    }
    Ok(lists.into_iter().flatten().filter_map(|seen| wrong_total(&seen)).collect())
}

/// A total that is no number is another check's matter.
fn wrong_total(seen: &Seen) -> Option<Finding> {
    let total = access::member(seen.body()?, "totalResults")?.as_u64()?;
    let entries = seen.resources().len();
    (total != entries as u64).then(|| {
        Finding::at(seen.exchange, "totalResults is not the number of entries")
            .expected(entries.to_string(), total.to_string())
            .pointer("/totalResults")
    })
}
