use super::*;

check! {
    /// RFC 7644 §3.4.2.3 does not say what to do with an unknown name in `sortBy`. 400 and an unsorted list are
    /// both sensible; a server error is not. Judged where sorting is advertised.
    ///
    /// ## Why it matters
    /// A 5xx looks like an outage, and clients repeat the request.
    ///
    /// ## Usual cause
    /// The name is put into the database query as it came.
    ///
    /// ## How to fix
    /// Look the name up in the schema first.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?sortBy=tideLevel
    /// 500 {"detail":"an unexpected error occurred","status":"500"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?sortBy=tideLevel
    /// 400 {"scimType":"invalidPath","detail":"tideLevel is no attribute of User","status":"400"}
    /// ```
    id: "sorting/unknown-attribute",
    title: "a sort by an attribute that does not exist SHOULD be refused with 400 or ignored",
    profile: Rfc,
    severity: Warning,
    covers: ["sort-08"],
    sources: [Rfc7644("3.4.2.3"), Rfc7644("3.12")],
    dialects: Without,
    needs: ["discovery/config", "sorting/unknown"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    e.needs_support("sort")?;
    let message = "a sort by an unknown attribute breaks the server";
    Ok(crate::check::paging::server_error(&e.seen("sorting/unknown")?, message, "400, or an unsorted list"))
}
