use super::*;

check! {
    /// RFC 7644 §3.7.2 has a reference by bulkId stand for a resource of the same request. One that leads
    /// nowhere is best answered with an error on its operation; the words `bulkId:` are never stored as a
    /// reference.
    ///
    /// ## Why it matters
    /// What was meant to be a person becomes a text that refers to nobody, and no later request repairs it.
    /// Entra sends no bulk requests; a slip in another client is enough.
    ///
    /// ## Usual cause
    /// What is not found in the table of ids is left as it is, and references are not looked up when they are
    /// stored.
    ///
    /// ## How to fix
    /// Refuse the operation with 409 or 400 and name the reference.
    ///
    /// ## Fails
    /// ```http
    /// POST /Bulk
    /// {"Operations":[{"method":"POST","bulkId":"lost",… "manager":{"value":"bulkId:nobody"}}]}
    /// 200 {"Operations":[{"bulkId":"lost","status":"201",…}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Bulk
    /// {"Operations":[{"method":"POST","bulkId":"lost",… "manager":{"value":"bulkId:nobody"}}]}
    /// 200 {"Operations":[{"bulkId":"lost","status":"409","response":{…}}]}
    /// ```
    id: "bulk/unresolved-reference",
    title: "a reference that leads nowhere SHOULD be an error of its operation",
    profile: Rfc,
    severity: Warning,
    covers: ["bulk-07"],
    sources: [Rfc7644("3.7.2")],
    dialects: Without,
    needs: [
        "discovery/config",
        "bulk/create",
        "bulk/manager",
        "bulk/manager/read",
        "bulk/unresolved",
        "bulk/unresolved/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    needs_bulk(e)?;
    needs_references(e)?;
    let seen = e.seen("bulk/unresolved")?;
    if (400..500).contains(&seen.status()) || result(&seen, 0).is_some_and(failed) {
        return Ok(Vec::new());
    }
    if seen.status() != 200 {
        return Ok(expect::status(
            &seen,
            &[200, 400, 409],
            "a reference that leads nowhere breaks the server",
        ));
    }
    let stored = e.find("bulk/unresolved/read").and_then(|read| manager(&read));
    let message = match &stored {
        Some(text) if text.starts_with("bulkId:") => "the words of the reference were stored as the manager",
        _ => "a user is created although its reference leads nowhere",
    };
    let actual = stored.unwrap_or_else(|| expect::answer(seen.exchange));
    Ok(vec![Finding::at(seen.exchange, message).expected("an error on the operation", actual)])
}
