use super::*;

check! {
    /// RFC 7644 §3.7.3 requires the `location` of the resource in each result, except that of a POST that
    /// failed.
    ///
    /// ## Why it matters
    /// It is how a client learns the id of what it created, and, for other methods, which operation a result
    /// belongs to. Entra sends no bulk requests; a client that does cannot go on without the ids.
    ///
    /// ## Usual cause
    /// Only the status is copied into the result, or the location is written for creates alone.
    ///
    /// ## How to fix
    /// Put the address of the resource into each result, also for PUT, PATCH and DELETE, and where these
    /// failed.
    ///
    /// ## Fails
    /// ```http
    /// POST /Bulk
    /// {"Operations":[{"method":"PATCH","path":"/Users/84c1",…}]}
    /// 200 {"Operations":[{"method":"PATCH","status":"200"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Bulk
    /// {"Operations":[{"method":"PATCH","path":"/Users/84c1",…}]}
    /// 200 {"Operations":[{"method":"PATCH","location":"https://tern.example/scim/Users/84c1","status":"200"}]}
    /// ```
    id: "bulk/location-on-results",
    title: "each result but that of a failed POST MUST carry the location of its resource",
    profile: Rfc,
    severity: Error,
    covers: ["bulk-17", "bulk-02"],
    sources: [Rfc7644("3.7.3"), Rfc7644("3.7")],
    dialects: Without,
    needs: [
        "discovery/config",
        "bulk/create",
        "bulk/create/*",
        "bulk/put",
        "bulk/patch",
        "bulk/delete",
        "bulk/partial",
    ],
    run: |e| unless_named(e, judge(e), &["users/"]),
}

fn judge(e: &Evidence) -> Judged {
    needs_bulk(e)?;
    let steps = ["bulk/create", "bulk/put", "bulk/patch", "bulk/delete", "bulk/partial"];
    let seen = steps.iter().filter_map(|step| e.find(step)).filter(|seen| seen.status() == 200);
    let mut findings: Vec<Finding> = seen.filter_map(|seen| lacking(&seen)).take(1).collect();
    if findings.is_empty() {
        findings.extend(elsewhere(e));
    }
    Ok(findings)
}

fn lacking(seen: &Seen) -> Option<Finding> {
    let has =
        |result| access::member(result, "location").and_then(Value::as_str).is_some_and(|l| !l.is_empty());
    let due = |at: &usize| {
        let post = operations(seen.sent()).get(*at).and_then(method) == Some("POST");
        result(seen, *at).is_some_and(|result| !(has(result) || post && failed(result)))
    };
    let at = (0..operations(seen.sent()).len()).find(due)?;
    let finding = Finding::at(seen.exchange, "a result does not tell the location of its resource");
    Some(finding.expected("location", "nothing").pointer(format!("/Operations/{at}")))
}

/// A location that does not lead to the user that was created.
fn elsewhere(e: &Evidence) -> Option<Finding> {
    let create = e.find("bulk/create")?;
    let read = e.find("bulk/create/gull")?;
    let location = access::member(result(&create, 0)?, "location")?.as_str()?;
    let id = read.id()?;
    let leads =
        [id, &crate::entra::query::encode_segment(id)].iter().any(|id| location.ends_with(&format!("/{id}")));
    (!leads).then(|| {
        let finding = Finding::at(create.exchange, "the location of a result does not lead to the user");
        finding.expected(format!("…/Users/{id}"), location).pointer("/Operations/0/location")
    })
}
