use super::*;

check! {
    /// RFC 7644 §3.9 takes paths in `excludedAttributes` as well: without `name.familyName`, the rest of the
    /// name stays.
    ///
    /// ## Why it matters
    /// A client that leaves out one part still wants the others.
    ///
    /// ## Usual cause
    /// Everything behind the dot is cut off before the name is looked up.
    ///
    /// ## How to fix
    /// Keep the path, and remove only what it leads to.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7?excludedAttributes=name.familyName
    /// 200 {"schemas":[…],"id":"7","userName":"tora"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7?excludedAttributes=name.familyName
    /// 200 {"schemas":[…],"id":"7","userName":"tora","name":{"givenName":"Tora"}}
    /// ```
    id: "projection/excluded-sub-attribute",
    title: "excludedAttributes with a sub-attribute MUST remove that part only",
    profile: Rfc,
    severity: Error,
    covers: ["more-29"],
    sources: [Rfc7644("3.9"), Rfc7644("3.4.2.5")],
    dialects: Without,
    needs: ["discovery/schemas", "paging/create-*", "paging/settled", "paging/read", "paging/all", "projection/excluded", "projection/excluded-list", "projection/excluded-part"],
    run: judge,
}

/// Where whole attributes cannot be excluded either, `projection/excluded-attribute` says so.
fn judge(e: &Evidence) -> Judged {
    let whole = whole(e)?;
    let excludes = (excluded_attribute::CHECK.run)(e);
    if excludes.is_ok_and(|findings| !findings.is_empty()) {
        return Err(another("excludedAttributes does not work for whole attributes"));
    }
    e.seen("projection/excluded-part")?;
    if at(whole, "name/givenName").is_none() || at(whole, "name/familyName").is_none() {
        return Err(Unjudged::not_shown("the user does not show both parts of the name"));
    }
    match part(e, "projection/excluded-part") {
        Ok(seen) => Ok(hides(&seen, "name/familyName", EXCLUDED)
            .or_else(|| shows(&seen, "name/givenName", NOT_EXCLUDED))
            .into_iter()
            .collect()),
        Err(findings) => Ok(findings),
    }
}
