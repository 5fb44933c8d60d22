use super::*;

check! {
    /// No RFC says what an unknown name in `attributes` does. Sensible servers leave it aside and return the
    /// names they know, or answer 400; none returns everything.
    ///
    /// ## Why it matters
    /// Clients send one list of names to many servers, some of which lack an attribute.
    ///
    /// ## Usual cause
    /// One name that cannot be resolved switches the selection off, or ends in an exception.
    ///
    /// ## How to fix
    /// Drop unknown names from the list, and keep the list.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7?attributes=userName,tideLevel
    /// 200 {"schemas":[…],"id":"7","userName":"tora","title":"Diver","name":{"givenName":"Tora","familyName":"Hansen"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7?attributes=userName,tideLevel
    /// 200 {"schemas":[…],"id":"7","userName":"tora"}
    /// ```
    id: "projection/unknown-name",
    title: "an unknown name in attributes SHOULD be ignored, or the request refused with 400",
    profile: Rfc,
    severity: Warning,
    covers: ["attr-13"],
    sources: [Rfc7644("3.9"), Inferred],
    dialects: Without,
    needs: ["discovery/schemas", "paging/create-*", "paging/settled", "paging/read", "projection/user-name", "projection/unknown"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    narrowed(e)?;
    let seen = e.seen("projection/unknown")?;
    if seen.status() == 400 {
        return Ok(Vec::new());
    }
    let refused = expect::status(&seen, &[200, 400], "an unknown name in attributes is answered otherwise");
    if !refused.is_empty() {
        return Ok(refused);
    }
    Ok(shows(&seen, "userName", ASKED).or_else(|| too_much(e, &seen, &["userName"])).into_iter().collect())
}
