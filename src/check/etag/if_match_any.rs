use super::*;

check! {
    /// RFC 9110 §13.1.1 lets a client send `If-Match: *`, which any existing resource meets: the write is
    /// carried out.
    ///
    /// ## Why it matters
    /// Clients send it to say *change it only if it is still there*. Taken for a version, it makes each such
    /// write fail.
    ///
    /// ## Usual cause
    /// The value is compared with the version as a text.
    ///
    /// ## How to fix
    /// Treat `*` as met by every resource that exists.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/84c1
    /// If-Match: *
    /// 412
    /// {"detail":"the version does not match","status":"412"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/84c1
    /// If-Match: *
    /// 200
    /// ETag: W/"6"
    /// ```
    id: "etag/if-match-any",
    title: "a write with If-Match: * MUST be carried out on a resource that exists",
    profile: Rfc,
    severity: Error,
    covers: ["etag-07"],
    sources: [Rfc9110("13.1.1")],
    dialects: Without,
    needs: ["discovery/config", "etag/get", "etag/any"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    e.needs_support("etag")?;
    let seen = e.seen("etag/any")?;
    let finding = || {
        let finding = Finding::at(seen.exchange, "If-Match: * is not met by a user that exists");
        finding.expected("2xx", expect::answer(seen.exchange))
    };
    Ok(refused_for_condition(vec![seen])?.first().map(|_| finding()).into_iter().collect())
}
