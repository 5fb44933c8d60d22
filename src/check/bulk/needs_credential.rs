use super::*;

check! {
    /// RFC 7644 §2 and §7 have every request authorised, and Bulk is no exception: without a token it is
    /// answered with 401, and nothing is created.
    ///
    /// ## Why it matters
    /// One open endpoint that can write everything is worth more to an attacker than all others together.
    ///
    /// ## Usual cause
    /// The check of the token is registered by path, and `/Bulk` was added later.
    ///
    /// ## How to fix
    /// Check the credential in front of all routing.
    ///
    /// ## Fails
    /// ```http
    /// POST /Bulk
    /// 200 {"Operations":[{"bulkId":"stray","status":"201",…}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Bulk
    /// 401 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"detail":"the token is missing","status":"401"}
    /// ```
    id: "bulk/needs-credential",
    title: "a bulk request without a token MUST be refused",
    profile: Rfc,
    severity: Error,
    covers: ["bulk-16"],
    sources: [Rfc7644("2"), Rfc7644("7"), Rfc6750("3.1")],
    dialects: Without,
    needs: ["discovery/config", "bulk/create", "bulk/no-credential", "bulk/no-credential/look"],
    run: |e| unless_named(e, judge(e), &["auth/refused-write-changes-nothing"]),
}

/// Which status refuses it is judged for other requests.
fn judge(e: &Evidence) -> Judged {
    needs_bulk(e)?;
    let seen = e.seen("bulk/no-credential")?;
    let sent = operations(seen.sent()).first().and_then(|o| access::member(o, "data"));
    let name =
        sent.and_then(|data| access::member(data, "userName")).and_then(Value::as_str).unwrap_or_default();
    let created = e.find("bulk/no-credential/look").is_some_and(|look| expect::has_user_name(&look, name));
    if !seen.succeeded() && !created {
        return Ok(Vec::new());
    }
    let message = if created {
        "a bulk request without a token created a user"
    } else {
        "a bulk request without a token is answered"
    };
    Ok(vec![Finding::at(seen.exchange, message).expected("401", expect::answer(seen.exchange))])
}
