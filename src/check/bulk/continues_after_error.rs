use super::*;

check! {
    /// RFC 7644 §3.7 requires the service provider to carry out as many operations as it can, and to disregard
    /// those that fail, unless the client set `failOnErrors`. The answer is 200 even if some failed.
    ///
    /// ## Why it matters
    /// One account that exists already must not keep hundreds of others from being made. Entra sends no bulk
    /// requests; whoever loads accounts in bulk counts on it.
    ///
    /// ## Usual cause
    /// All operations share one transaction, or the loop ends with the first exception.
    ///
    /// ## How to fix
    /// Catch the failure of each operation by itself and write it into its result.
    ///
    /// ## Fails
    /// ```http
    /// POST /Bulk
    /// {"Operations":[{"method":"POST","bulkId":"again",…},{"method":"POST","bulkId":"auk",…}]}
    /// 200 {"Operations":[{"bulkId":"again","status":"409",…}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Bulk
    /// {"Operations":[{"method":"POST","bulkId":"again",…},{"method":"POST","bulkId":"auk",…}]}
    /// 200 {"Operations":[{"bulkId":"again","status":"409",…},{"bulkId":"auk","status":"201",…}]}
    /// ```
    id: "bulk/continues-after-error",
    title: "without failOnErrors the operations behind one that failed MUST be carried out",
    profile: Rfc,
    severity: Error,
    covers: ["bulk-10"],
    sources: [Rfc7644("3.7"), Rfc7644("3.7.3")],
    dialects: Without,
    needs: [
        "discovery/config",
        "bulk/create",
        "bulk/look/*",
        "bulk/partial",
        "bulk/partial/look",
    ],
    run: |e| unless_named(e, judge(e), &["users/", "query/"]),
}

fn judge(e: &Evidence) -> Judged {
    needs_bulk(e)?;
    let seen = e.seen("bulk/partial")?;
    let refused =
        expect::status(&seen, &[200], "a bulk request of which a part must fail is refused as a whole");
    if !refused.is_empty() {
        return Ok(refused);
    }
    if !(0..2).any(|at| result(&seen, at).is_some_and(failed)) {
        return Err(Unjudged::not_shown("none of the operations that must fail did"));
    }
    let look = e.seen("bulk/partial/look")?;
    let last = operations(seen.sent()).last().and_then(|last| access::member(last, "data"));
    let name =
        last.and_then(|data| access::member(data, "userName")).and_then(Value::as_str).unwrap_or_default();
    if expect::has_user_name(&look, name) {
        return Ok(Vec::new());
    }
    let finding = Finding::at(look.exchange, "the operation behind those that failed was not carried out");
    Ok(vec![finding.expected("the user it creates", "no such user").caused_by(seen.exchange)])
}
