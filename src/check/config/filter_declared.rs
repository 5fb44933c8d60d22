use super::*;

check! {
    /// RFC 7643 §5 requires `filter` with the boolean `supported` and the integer `maxResults`, the most
    /// resources one answer holds.
    ///
    /// ## Why it matters
    /// Clients choose their page size by `maxResults`. One that reads a text or nothing asks for more than it
    /// gets and may miss the rest.
    ///
    /// ## Usual cause
    /// The number is a text from a settings file, or filters are on and nobody gave a limit.
    ///
    /// ## How to fix
    /// Give `supported` as a boolean and `maxResults` as a number, the limit your lists really have.
    ///
    /// ## Fails
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"filter":{"supported":true,"maxResults":"200"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"filter":{"supported":true,"maxResults":200}}
    /// ```
    id: "config/filter-declared",
    title: "ServiceProviderConfig MUST say whether filters are supported, and the most results",
    profile: Rfc,
    severity: Error,
    covers: ["cfg-03"],
    sources: [Rfc7643("5")],
    dialects: Without,
    needs: ["discovery/config"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let mut findings = demand(e, "filter", "supported", "true or false", Value::is_boolean)?;
    findings.extend(demand(e, "filter", "maxResults", "an integer", is_integer)?);
    Ok(findings)
}
