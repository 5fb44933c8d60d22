use super::*;

check! {
    /// RFC 7644 §3.3 has a create refused when the resource exists. A refused request changes nothing, so the
    /// first user keeps its values.
    ///
    /// ## Why it matters
    /// A second person with the same login would overwrite the first one's data while the log shows an error.
    ///
    /// ## Usual cause
    /// The store saves first and asks about uniqueness afterwards, or it works by "insert or update".
    ///
    /// ## How to fix
    /// Look for the conflict and insert in one transaction, and roll it back.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"mira@tern.example","title":"Harbour pilot"}
    /// 409
    /// GET /Users/7
    /// 200 {"id":"7","userName":"mira@tern.example","title":"Harbour pilot"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"mira@tern.example","title":"Harbour pilot"}
    /// 409
    /// GET /Users/7
    /// 200 {"id":"7","userName":"mira@tern.example","title":"Tide analyst"}
    /// ```
    id: "create/duplicate-changes-nothing",
    title: "a refused duplicate MUST leave the existing resource as it is",
    profile: Rfc,
    severity: Error,
    covers: ["post-11"],
    sources: [Rfc7644("3.3")],
    dialects: Without,
    needs: ["create/first", "create/first/read", "create/duplicate-other", "create/duplicate-other/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let duplicate = e.seen("create/duplicate-other")?;
    if duplicate.succeeded() {
        return Err(needs("the duplicate was not refused, which another check names"));
    }
    let (first, before) = (e.seen("create/first")?, e.seen("create/first/read")?);
    unchanged(&first, &before, &duplicate, &e.seen("create/duplicate-other/read")?)
}
