use super::*;

check! {
    /// RFC 7644 §3.7 has the path of an operation relative to the service provider's root, and lead to a
    /// resource type or a resource. Addresses of other hosts, discovery documents and `/Bulk` itself are best
    /// refused; §7 asks that Bulk is no way round what single requests may not do.
    ///
    /// ## Why it matters
    /// A server that follows what stands there can be made to call others, or itself, with its own rights.
    /// Entra sends no bulk requests; whoever holds a token can try.
    ///
    /// ## Usual cause
    /// The path is joined with a base address and sent through an HTTP client, or matched by its end.
    ///
    /// ## How to fix
    /// Accept `/Users`, `/Groups` and your other resource types, with or without an id, and nothing else.
    ///
    /// ## Fails
    /// ```http
    /// POST /Bulk
    /// {"Operations":[{"method":"POST","bulkId":"a","path":"https://other.example/Users","data":{…}}]}
    /// 200 {"Operations":[{"bulkId":"a","status":"201",…}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Bulk
    /// {"Operations":[{"method":"POST","bulkId":"a","path":"https://other.example/Users","data":{…}}]}
    /// 200 {"Operations":[{"bulkId":"a","status":"400","response":{…}}]}
    /// ```
    id: "bulk/paths-stay-inside",
    title: "an operation whose path leads out of the resources SHOULD be refused",
    profile: Rfc,
    severity: Warning,
    covers: ["bulk-16"],
    sources: [Rfc7644("3.7"), Rfc7644("7")],
    dialects: Without,
    needs: ["discovery/config", "bulk/create", "bulk/elsewhere"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    needs_bulk(e)?;
    let seen = e.seen("bulk/elsewhere")?;
    if seen.status() >= 500 {
        return Ok(expect::status(&seen, &[200, 400], "paths that lead elsewhere break the server"));
    }
    if seen.status() != 200 {
        return Ok(Vec::new());
    }
    let sent = operations(seen.sent());
    let carried_out = |at: &usize| result(&seen, *at).and_then(code).is_some_and(|code| code < 300);
    let finding = |at: usize| {
        let path = access::member(&sent[at], "path").and_then(Value::as_str).unwrap_or_default();
        let finding = Finding::at(seen.exchange, format!("an operation with the path {path} is carried out"));
        let actual = result(&seen, at).map(told).unwrap_or_default();
        finding.expected("an error on the operation", actual).pointer(format!("/Operations/{at}"))
    };
    Ok((0..sent.len()).filter(carried_out).map(finding).collect())
}
