use super::*;

check! {
    /// RFC 7643 §3.1 defines `meta.lastModified` as the time of the latest update, so a change that took effect
    /// shows a later one.
    ///
    /// ## Why it matters
    /// Whoever asks for what changed since yesterday never hears of the change.
    ///
    /// ## Usual cause
    /// The column is set by the insert and forgotten by the update.
    ///
    /// ## How to fix
    /// Write the time with every update, best by the database itself.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7 (a day after the create)
    /// 200 {"meta":{"created":"2026-01-09T08:15:00Z","lastModified":"2026-01-09T08:15:00Z"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7 (a day after the create)
    /// 200 {"meta":{"created":"2026-01-09T08:15:00Z","lastModified":"2026-01-10T07:00:00Z"}}
    /// ```
    id: "resources/last-modified-advances",
    title: "lastModified MUST move on when a resource is changed",
    profile: Rfc,
    severity: Error,
    covers: ["res-14"],
    sources: [Rfc7643("3.1")],
    dialects: Without,
    needs: ["resources/timed/read", "resources/timed-replace", "resources/timed-replace/read"],
    run: judge,
}

/// The read in front of the change is more than a second older; clocks may tick in seconds.
fn judge(e: &Evidence) -> Judged {
    let change = accepted(e, "resources/timed-replace")?;
    let after = e.seen("resources/timed-replace/read")?;
    let before = e.seen("resources/timed/read")?;
    if created_with(&before) == created_with(&after) {
        return Err(needs("the change did not take effect"));
    }
    let (Some(old), Some(new)) = (time(&before, "lastModified"), time(&after, "lastModified")) else {
        return Err(Unjudged::not_shown("lastModified is not shown before and after the change"));
    };
    if new > old {
        return Ok(Vec::new());
    }
    let finding =
        Finding::at(after.exchange, "lastModified did not move on with a change").caused_by(change.exchange);
    Ok(vec![finding.expected(format!("later than {old}"), new.to_string()).pointer("/meta/lastModified")])
}

/// What the resource holds, `meta` aside.
fn created_with(seen: &Seen) -> Option<Value> {
    let mut body = seen.body()?.clone();
    body.as_object_mut()?.retain(|name, _| !name.eq_ignore_ascii_case("meta"));
    Some(body)
}
