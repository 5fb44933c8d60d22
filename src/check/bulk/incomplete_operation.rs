use super::*;

check! {
    /// RFC 7644 §3.7 requires `method` and `path` of each operation, `bulkId` of a POST, and `data` of POST,
    /// PUT and PATCH. Without, the operation or the request is best refused with 400 (§3.12); other 4xx are
    /// accepted.
    ///
    /// ## Why it matters
    /// A server that guesses what is missing does something else than the client meant. Entra sends no bulk
    /// requests; mistakes in other clients are found by a clear answer.
    ///
    /// ## Usual cause
    /// Missing members are read as empty values, and what comes of them is chance: a create without bulkId that
    /// cannot be matched, or a 500.
    ///
    /// ## How to fix
    /// Check each operation before it is carried out, and say which member is missing.
    ///
    /// ## Fails
    /// ```http
    /// POST /Bulk
    /// {"Operations":[{"method":"POST","path":"/Users","data":{…}}]}
    /// 200 {"Operations":[{"method":"POST","status":"201",…}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Bulk
    /// {"Operations":[{"method":"POST","path":"/Users","data":{…}}]}
    /// 200 {"Operations":[{"method":"POST","status":"400","response":{"scimType":"invalidSyntax","detail":"bulkId is missing",…}}]}
    /// ```
    id: "bulk/incomplete-operation",
    title: "an operation that lacks method, path, bulkId or data SHOULD be refused as a client's mistake",
    profile: Rfc,
    severity: Warning,
    covers: ["bulk-12"],
    sources: [Rfc7644("3.7"), Rfc7644("3.12")],
    dialects: Without,
    needs: ["discovery/config", "bulk/create", "bulk/missing/*"],
    run: |e| unless_named(e, judge(e), &["errors/malformed-body-400"]),
}

fn judge(e: &Evidence) -> Judged {
    needs_bulk(e)?;
    let seen = e.seen_all("bulk/missing/")?;
    Ok(seen.iter().filter_map(|(name, seen)| fault(name, seen)).collect())
}

fn fault(name: &str, seen: &Seen) -> Option<Finding> {
    let status = if seen.status() == 200 { result(seen, 0).and_then(code) } else { Some(seen.status()) };
    if status.is_some_and(|status| (400..500).contains(&status)) {
        return None;
    }
    let missing = if name == "bulk-id" { "bulkId" } else { name };
    let actual = status.map_or_else(|| "no result".to_owned(), |status| status.to_string());
    Some(
        Finding::at(seen.exchange, format!("an operation without {missing} is not refused"))
            .expected("400", actual),
    )
}
