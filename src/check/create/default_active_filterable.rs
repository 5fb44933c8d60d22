use super::*;

check! {
    /// RFC 7644 §3.4.2.2 has filters compare with the values of a resource. A user shown with an `active` that
    /// the client never sent is found by a filter on that value.
    ///
    /// ## Why it matters
    /// Reports on active accounts miss everybody who was created without the attribute.
    ///
    /// ## Usual cause
    /// The default is put in when the answer is written, and the database column stays empty.
    ///
    /// ## How to fix
    /// Store the default when the resource is created.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22mira@tern.example%22%20and%20active%20eq%20true
    /// 200 {"totalResults":0}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22mira@tern.example%22%20and%20active%20eq%20true
    /// 200 {"totalResults":1,"Resources":[{"id":"7","active":true}]}
    /// ```
    id: "create/default-active-filterable",
    title: "a value the server filled in MUST be what filters compare with",
    profile: Rfc,
    severity: Error,
    covers: ["post-17", "flt-40"],
    sources: [Rfc7644("3.4.2.2"), Rfc7643("4.1.1")],
    dialects: Without,
    needs: [
        "create/no-active", "create/no-active/read", "create/no-active/match-true",
        "create/no-active/match-false", "users/create", "users/match", "users/match-prefix",
    ],
    run: |e| crate::check::patched::unless_named(e, &["filters/and", "filters/boolean"], || judge(e)),
}

/// The filter names the user as well, so that an ignored part of it cannot look right: it would find the user by the
/// other value too.
fn judge(e: &Evidence) -> Judged {
    needs_equality(e)?;
    let create = accepted(e, "create/no-active")?;
    let read = e.seen("create/no-active/read")?;
    let Some(active) = attribute(&read, "active").and_then(Value::as_bool) else {
        return Err(Unjudged::not_shown("the user shows no active that could be looked for"));
    };
    let own = e.seen(&format!("create/no-active/match-{active}"))?;
    let other = e.seen(&format!("create/no-active/match-{}", !active))?;
    if own.status() != 200 || other.status() != 200 {
        return Err(Unjudged::not_shown("a filter by userName and active is not supported"));
    }
    let finds = |seen: &Seen| seen.resources().iter().any(|hit| expect::is_created(hit, &create));
    if finds(&own) && finds(&other) {
        return Err(Unjudged::not_shown("the filter finds the user whatever it says of active"));
    }
    if finds(&own) {
        return Ok(Vec::new());
    }
    let finding = Finding::at(
        own.exchange,
        format!("the user shows active {active}, but a filter by it does not find it"),
    );
    Ok(vec![finding.expected("the user", "no such resource").pointer("/Resources")])
}
