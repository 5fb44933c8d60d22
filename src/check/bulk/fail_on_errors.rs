use super::*;

check! {
    /// RFC 7644 §3.7 has the client say with `failOnErrors` how many errors end the request. With 1, no
    /// operation behind the first that failed takes effect; those processed so far are listed. The status of
    /// the answer may be 200 or an error.
    ///
    /// ## Why it matters
    /// A client sets it where later operations make sense only if the former ones succeeded. If they are
    /// carried out all the same, accounts come about that were not meant to be. Entra sends no bulk requests;
    /// other clients do.
    ///
    /// ## Usual cause
    /// The member is not read.
    ///
    /// ## How to fix
    /// Count the failures, and leave the rest undone when the number is reached.
    ///
    /// ## Fails
    /// ```http
    /// POST /Bulk
    /// {"failOnErrors":1,"Operations":[{"method":"POST","bulkId":"again",…},{"method":"POST","bulkId":"loon",…}]}
    /// 200 {"Operations":[{"bulkId":"again","status":"409",…},{"bulkId":"loon","status":"201",…}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Bulk
    /// {"failOnErrors":1,"Operations":[{"method":"POST","bulkId":"again",…},{"method":"POST","bulkId":"loon",…}]}
    /// 200 {"Operations":[{"bulkId":"again","status":"409",…}]}
    /// ```
    id: "bulk/fail-on-errors",
    title: "with failOnErrors 1 the operations behind the first that failed MUST have no effect",
    profile: Rfc,
    severity: Error,
    covers: ["bulk-09"],
    sources: [Rfc7644("3.7"), Rfc7644("3.7.3")],
    dialects: Without,
    needs: [
        "discovery/config",
        "bulk/create",
        "bulk/look/*",
        "bulk/fail-on-errors",
        "bulk/fail-on-errors/look",
    ],
    run: judge,
}

/// The query means something only where queries find what bulk requests create.
fn judge(e: &Evidence) -> Judged {
    let create = needs_bulk(e)?;
    let seen = e.seen("bulk/fail-on-errors")?;
    let sent = operations(create.sent()).first().and_then(|o| access::member(o, "data"));
    let known =
        sent.and_then(|data| access::member(data, "userName")).and_then(Value::as_str).unwrap_or_default();
    if !e.find("bulk/look/gull").is_some_and(|look| expect::has_user_name(&look, known)) {
        return Err(Unjudged::not_shown("queries do not find what a bulk request created"));
    }
    if seen.status() == 200 && result(&seen, 0).is_some_and(|first| !failed(first)) {
        return Err(Unjudged::not_shown("the operation that must fail did not"));
    }
    let look = e.seen("bulk/fail-on-errors/look")?;
    let second = operations(seen.sent()).get(1).and_then(|o| access::member(o, "data"));
    let name =
        second.and_then(|data| access::member(data, "userName")).and_then(Value::as_str).unwrap_or_default();
    if expect::has_user_name(&look, name) {
        let finding = Finding::at(look.exchange, "the operation behind the one that failed was carried out");
        return Ok(vec![finding.expected("no such user", "the user it creates").caused_by(seen.exchange)]);
    }
    let listed = seen.status() != 200 || !results(&seen).is_empty();
    let finding = || {
        let finding = Finding::at(seen.exchange, "the answer does not list the operation that was processed");
        finding.expected("its result", "no result").pointer("/Operations")
    };
    Ok((!listed).then(finding).into_iter().collect())
}
