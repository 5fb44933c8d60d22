use super::*;

check! {
    /// RFC 7644 §3.4.2.5 gives `excludedAttributes` no power over attributes that are always returned, and `id`
    /// is one of them.
    ///
    /// ## Why it matters
    /// A resource without its id cannot be addressed any more.
    ///
    /// ## Usual cause
    /// The names are removed without looking how the attribute is declared.
    ///
    /// ## How to fix
    /// Skip `id` when you remove attributes.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7?excludedAttributes=id
    /// 200 {"schemas":[…],"userName":"tora"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7?excludedAttributes=id
    /// 200 {"schemas":[…],"id":"7","userName":"tora"}
    /// ```
    id: "projection/id-not-excludable",
    title: "excludedAttributes MUST have no effect on id",
    profile: Rfc,
    severity: Error,
    covers: ["res-05", "res-21", "attr-08"],
    sources: [Rfc7644("3.4.2.5"), Rfc7643("3.1")],
    dialects: Without,
    needs: ["paging/create-*", "paging/settled", "paging/read", "projection/id-excluded"],
    run: judge,
}

/// A refusal would be odd, but it removes nothing.
fn judge(e: &Evidence) -> Judged {
    whole(e)?;
    let seen = e.seen("projection/id-excluded")?;
    if seen.status() == 400 {
        return Ok(Vec::new());
    }
    let refused = expect::status(&seen, &[200], "a read with excludedAttributes is not answered with 200");
    Ok(if refused.is_empty() { shows(&seen, "id", ALWAYS).into_iter().collect() } else { refused })
}
