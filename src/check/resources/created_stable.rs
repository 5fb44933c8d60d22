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

fn judge(e: &Evidence) -> Judged {
    let create = accepted(e, "resources/timed")?;
    let after = e.seen("resources/timed-replace/read")?;
    let (Some(old), Some(new)) = (time(&create, "created"), time(&after, "created")) else {
        return Err(Unjudged::not_shown("created is not shown by the create and by the last read"));
    };
    if new == old {
        return Ok(Vec::new());
    }
    let finding = Finding::at(after.exchange, "created is another time than when the user was created");
    Ok(vec![finding.expected(old.to_string(), new.to_string()).pointer("/meta/created")])
}
