use super::*;

check! {
    /// RFC 7643 §3.1 defines `meta.created` as the time at which the resource was added; later changes do not
    /// touch it.
    ///
    /// ## Why it matters
    /// Audits and retention rules count from it. A date that moves makes every account a new one.
    ///
    /// ## Usual cause
    /// An update replaces the whole row, or both times are written by the same trigger.
    ///
    /// ## How to fix
    /// Set the time on insert only, and leave it out of every update.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7 (after a PATCH)
    /// 200 {"meta":{"created":"2026-01-10T07:00:00Z","lastModified":"2026-01-10T07:00:00Z"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7 (after a PATCH)
    /// 200 {"meta":{"created":"2026-01-09T08:15:00Z","lastModified":"2026-01-10T07:00:00Z"}}
    /// ```
    id: "resources/created-stable",
    title: "created MUST never change",
    profile: Rfc,
    severity: Error,
    covers: ["res-15"],
    sources: [Rfc7643("3.1")],
    dialects: Without,
    needs: [
        "resources/timed", "resources/timed/read", "resources/timed-replace", "resources/timed-replace/read",
    ],
    run: judge,
}

/// The answer to the create may hold more digits of a second than what was stored; reads are compared exactly.
fn judge(e: &Evidence) -> Judged {
    let create = accepted(e, "resources/timed")?;
    let before = e.seen("resources/timed/read")?;
    let after = e.seen("resources/timed-replace/read")?;
    accepted(e, "resources/timed-replace")?;
    let Some(new) = time(&after, "created") else {
        return Err(Unjudged::not_shown("created is not shown by the last read"));
    };
    let at_first = time(&create, "created").filter(|old| new.duration_since(*old).abs().as_secs() >= 1);
    let Some(old) = time(&before, "created").filter(|old| *old != new).or(at_first) else {
        return match time(&before, "created").or_else(|| time(&create, "created")) {
            Some(_) => Ok(Vec::new()),
            None => Err(Unjudged::not_shown("created is not shown in front of the change")),
        };
    };
    let finding = Finding::at(after.exchange, "created is another time than when the user was created");
    Ok(vec![finding.expected(old.to_string(), new.to_string()).pointer("/meta/created")])
}
