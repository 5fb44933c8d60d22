use super::*;

check! {
    /// RFC 7644 §3.4.2.4 gives `count=0` a meaning: the client wants to know how many there are, and none of
    /// them.
    ///
    /// ## Why it matters
    /// Counting before a synchronisation is cheap only if nothing else is sent. A list of thousands where none
    /// was wanted, or an error, stops it.
    ///
    /// ## Usual cause
    /// 0 is taken for "not given", and the default size applies.
    ///
    /// ## How to fix
    /// Treat an absent `count` and `count=0` as different things, and answer with an empty `Resources`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?count=0
    /// 200 {"totalResults":12,"startIndex":1,"itemsPerPage":12,"Resources":[… twelve users …]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?count=0
    /// 200 {"schemas":[…],"totalResults":12,"startIndex":1,"itemsPerPage":0,"Resources":[]}
    /// ```
    id: "paging/count-zero",
    title: "count=0 MUST be answered with totalResults and no resources",
    profile: Rfc,
    severity: Error,
    covers: ["page-09"],
    sources: [Rfc7644("3.4.2.4")],
    dialects: Without,
    needs: ["paging/create-*", "paging/settled", "paging/all", "paging/page-1", "paging/page-2", "paging/count-zero"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    set(e)?;
    heeds_count(e)?;
    Ok(only_total(e, &e.seen("paging/count-zero")?, "count=0"))
}
