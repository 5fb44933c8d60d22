use super::*;
use crate::scim::access;

check! {
    /// RFC 7644 §3.5.1 has the server ignore what a PUT says of read-only attributes such as `meta` and
    /// `groups`: it neither takes the values nor refuses the request for them.
    ///
    /// ## Why it matters
    /// A client reads a resource, changes one value and sends the whole back, minutes or days later. A server
    /// that refuses the outdated `meta` in it cannot be updated that way; one that takes it over lets clients
    /// forge the history of accounts.
    ///
    /// ## Usual cause
    /// The body is bound to the record as a whole, or a validator rejects every attribute the client may not
    /// set.
    ///
    /// ## How to fix
    /// Drop read-only attributes from the body before it is validated and stored.
    ///
    /// ## Fails
    /// ```http
    /// PUT /Users/u-52
    /// {"schemas":[…],"userName":"dana.okoye@tern.example","meta":{"created":"2001-02-03T04:05:06Z"}}
    /// 400 {"schemas":[…],"status":"400","scimType":"mutability","detail":"meta is read-only"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PUT /Users/u-52
    /// {"schemas":[…],"userName":"dana.okoye@tern.example","meta":{"created":"2001-02-03T04:05:06Z"}}
    /// 200 {"id":"u-52","meta":{"created":"2026-01-09T08:15:00Z", …}, …}
    /// ```
    id: "put/read-only-ignored",
    title: "read-only values in a PUT MUST be ignored",
    profile: Rfc,
    severity: Error,
    covers: ["put-04"],
    sources: [Rfc7644("3.5.1")],
    dialects: Without,
    needs: ["put/get", "put/replace", "put/read-only", "put/read-only/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    accepted(e, "put/replace")?;
    let put = e.seen("put/read-only")?;
    if !put.succeeded() {
        return Ok(expect::status(&put, &[200], "a PUT that holds read-only values is refused"));
    }
    let read = e.seen("put/read-only/read")?;
    let Some(body) = read.body().filter(|_| read.succeeded()) else {
        return Ok(expect::status(&read, &[200], "the user cannot be read after the PUT"));
    };
    let created = |body: &Value| access::member(access::member(body, "meta")?, "created").cloned();
    let sent = created(put.sent()).unwrap_or_default();
    let mut findings = Vec::new();
    if created(body).is_some_and(|shown| expect::same(&sent, &shown)) {
        let finding = Finding::at(read.exchange, "meta.created was taken from the request");
        let before = e.before("put/read-only").and_then(created).unwrap_or_default();
        let finding = finding.expected(expect::quote(&before), expect::quote(&sent)).pointer("/meta/created");
        findings.push(finding.caused_by(put.exchange));
    }
    let wished = access::member(put.sent(), "groups").map(Value::to_string).unwrap_or_default();
    let groups = access::member(body, "groups").and_then(Value::as_array).into_iter().flatten();
    let taken = |group: &&Value| {
        let value = access::member(group, "value").and_then(Value::as_str);
        value.is_some_and(|value| wished.contains(value))
    };
    if groups.into_iter().any(|group| taken(&group)) {
        let finding = Finding::at(read.exchange, "groups was taken from the request");
        findings.push(
            finding.expected("no such group", wished.as_str()).pointer("/groups").caused_by(put.exchange),
        );
    }
    Ok(findings)
}
