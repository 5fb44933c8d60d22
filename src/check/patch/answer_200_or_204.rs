use super::*;

check! {
    /// RFC 7644 §3.5.2 knows two answers to a successful PATCH: 200 with the entire resource, or 204 without a
    /// body. Both are right; this judges only whether it is one of them.
    ///
    /// ## Why it matters
    /// A client that keeps what a 200 shows loses the attributes that were left out of it.
    ///
    /// ## Usual cause
    /// The handler returns what it changed instead of the resource, or the framework's status for an accepted
    /// request.
    ///
    /// ## How to fix
    /// Load the resource after the change and return it with 200, or return 204 and nothing.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// 200 {"id":"7","title":"Harbour pilot"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// 204
    /// ```
    id: "patch/answer-200-or-204",
    title: "a successful PATCH MUST be answered with 200 and the whole resource, or with 204",
    profile: Rfc,
    severity: Error,
    covers: ["pat-01"],
    sources: [Rfc7644("3.5.2")],
    dialects: Without,
    needs: ["discovery/config", "modify/good", "modify/good/read"],
    run: judge,
}

/// A 200 is compared with what the read behind it shows.
fn judge(e: &Evidence) -> Judged {
    e.needs_support("patch")?;
    let patch = e.seen("modify/good")?;
    if !patch.succeeded() {
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, "the PATCH was refused".to_owned()));
    }
    let read = e.seen("modify/good/read")?;
    if !read.succeeded() {
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, "modify/good/read did not succeed".to_owned()));
    }
    let message = "the PATCH is answered with another status";
    let findings = expect::status(&patch, &[200, 204], message);
    if !findings.is_empty() || patch.status() == 204 {
        return Ok(findings);
    }
    let missing = missing(&patch, &read);
    Ok(missing
        .map(|what| {
            let finding = Finding::at(patch.exchange, "the answer is not the whole resource");
            finding.expected(what, "not there")
        })
        .into_iter()
        .collect())
}

/// The first attribute that has a value in the read and is not in the answer.
fn missing(patch: &Seen, read: &Seen) -> Option<String> {
    let Some(answer) = patch.body() else { return Some("the resource".to_owned()) };
    let shown = read.body().and_then(Value::as_object);
    let assigned = shown.into_iter().flatten().filter(|(_, value)| !expect::is_empty(value));
    let mut names = assigned.map(|(name, _)| name);
    names.find(|name| crate::scim::access::member(answer, name).is_none()).cloned()
}
