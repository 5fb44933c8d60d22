use super::*;

check! {
    /// RFC 7644 §3.9 lets `attributes` name a part of a complex attribute, such as `name.givenName`. The other
    /// parts stay out.
    ///
    /// ## Why it matters
    /// Whoever asks for the given name may not want, or not be meant to have, the rest.
    ///
    /// ## Usual cause
    /// Everything behind the dot is cut off before the name is looked up.
    ///
    /// ## How to fix
    /// Keep the path, and filter the complex value by its second half.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7?attributes=name.givenName
    /// 200 {"schemas":[…],"id":"7","name":{"givenName":"Tora","familyName":"Hansen"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7?attributes=name.givenName
    /// 200 {"schemas":[…],"id":"7","name":{"givenName":"Tora"}}
    /// ```
    id: "projection/sub-attribute",
    title: "attributes with a sub-attribute MUST return that part only",
    profile: Rfc,
    severity: Error,
    covers: ["attr-04"],
    sources: [Rfc7644("3.9"), Rfc7644("3.10")],
    dialects: Without,
    needs: ["discovery/schemas", "paging/create-*", "paging/settled", "paging/read", "projection/user-name", "projection/sub-attribute"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    e.seen("projection/sub-attribute")?;
    let whole = whole(e)?;
    narrowed(e)?;
    if at(whole, "name/givenName").is_none() || at(whole, "name/familyName").is_none() {
        return Err(Unjudged::not_shown("the user does not show both parts of the name"));
    }
    match part(e, "projection/sub-attribute") {
        Ok(seen) => Ok(shows(&seen, "name/givenName", ASKED)
            .or_else(|| hides(&seen, "name/familyName", NOT_ASKED))
            .into_iter()
            .collect()),
        Err(findings) => Ok(findings),
    }
}
