use super::*;

check! {
    /// RFC 7644 §3.4.2 advises servers to ignore query parameters they do not recognise rather than to refuse
    /// the query, so that later versions can add some.
    ///
    /// ## Why it matters
    /// Entra itself sends a parameter of its own where a tenant URL carries the flag `aadOptscim062020`. A
    /// strict server refuses every request of such a tenant.
    ///
    /// ## Usual cause
    /// A framework validates the query against a fixed list of names.
    ///
    /// ## How to fix
    /// Read the parameters you know and leave the rest alone.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName%20sw%20%22harbour%22&tideTable=north
    /// 400 {"scimType":"invalidValue","detail":"unknown parameter tideTable","status":"400"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName%20sw%20%22harbour%22&tideTable=north
    /// 200 {"schemas":[…],"totalResults":12,"Resources":[…]}
    /// ```
    id: "paging/unknown-parameter",
    title: "a query parameter that is not known SHOULD be ignored",
    profile: Rfc,
    severity: Warning,
    covers: ["page-23"],
    sources: [Rfc7644("3.4.2")],
    dialects: Without,
    needs: ["paging/create-*", "paging/settled", "paging/all", "paging/unknown-parameter"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let all = ids(&set(e)?);
    let seen = e.seen("paging/unknown-parameter")?;
    let refused = expect::status(&seen, &[200], "a query with an unknown parameter is refused");
    if !refused.is_empty() || same_members(&all, &ids(&seen)) {
        return Ok(refused);
    }
    let finding = Finding::at(seen.exchange, "an unknown parameter changes what the query finds");
    let actual = format!("{} resources", seen.resources().len());
    Ok(vec![
        finding
            .expected(format!("the same {} resources as without", all.len()), actual)
            .pointer("/Resources"),
    ])
}
