use super::*;

check! {
    /// RFC 7643 §3.1 requires that `meta.lastModified` of a resource nobody has changed equals `meta.created`.
    ///
    /// ## Why it matters
    /// Clients tell new resources from changed ones by comparing the two.
    ///
    /// ## Usual cause
    /// Each is filled by its own call to the clock, some milliseconds apart.
    ///
    /// ## How to fix
    /// Take the time once and write it into both.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users
    /// 201 {"meta":{"created":"2026-01-09T08:15:00.001Z","lastModified":"2026-01-09T08:15:00.009Z"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users
    /// 201 {"meta":{"created":"2026-01-09T08:15:00.001Z","lastModified":"2026-01-09T08:15:00.001Z"}}
    /// ```
    id: "create/times-agree",
    title: "a new resource MUST show the same instant as created and as lastModified",
    profile: Rfc,
    severity: Error,
    covers: ["res-13"],
    sources: [Rfc7643("3.1")],
    dialects: Without,
    needs: ["resources/create"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let create = accepted(e, "resources/create")?;
    let (Some(created), Some(modified)) = (time(&create, "created"), time(&create, "lastModified")) else {
        return Err(Unjudged::not_shown("the answer does not show both times in a form that can be read"));
    };
    if created == modified {
        return Ok(Vec::new());
    }
    let finding =
        Finding::at(create.exchange, "lastModified of a new resource is not the time of its creation");
    Ok(vec![finding.expected(created.to_string(), modified.to_string()).pointer("/meta/lastModified")])
}
