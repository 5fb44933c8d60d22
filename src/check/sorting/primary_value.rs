use super::*;

check! {
    /// RFC 7644 §3.4.2.3 sorts by the primary value of a multi-valued attribute and, where none is primary, by
    /// the first. Judged where sorting is advertised.
    ///
    /// ## Why it matters
    /// People have several addresses. A list that is sorted by another one than it is searched by looks
    /// unsorted.
    ///
    /// ## Usual cause
    /// The first element of the stored list is taken.
    ///
    /// ## How to fix
    /// Pick the element with `primary` true, and the first one only where there is none.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?sortBy=emails.value
    /// 200 {"Resources":[{"emails":[{"value":"alma@…"},{"value":"kvam@…","primary":true}]},
    ///                   {"emails":[{"value":"birk@…"},{"value":"berg@…","primary":true}]}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?sortBy=emails.value
    /// 200 {"Resources":[{"emails":[{"value":"birk@…"},{"value":"berg@…","primary":true}]},
    ///                   {"emails":[{"value":"alma@…"},{"value":"kvam@…","primary":true}]}]}
    /// ```
    id: "sorting/primary-value",
    title: "a sort by e-mail address MUST use the primary one",
    profile: Rfc,
    severity: Error,
    covers: ["sort-04"],
    sources: [Rfc7644("3.4.2.3"), Rfc7643("2.4")],
    dialects: Without,
    needs: ["discovery/config", "paging/create-*", "paging/settled", "paging/all", "sorting/ascending", "sorting/email"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    unless(&ascending::CHECK, e)?;
    let seen = sorted(e, "sorting/email")?;
    if seen.resources().iter().any(is_open) {
        return Err(Unjudged::not_shown("users with several e-mail addresses do not show which is primary"));
    }
    let keys: Vec<String> = seen.resources().iter().filter_map(address).collect();
    if keys.len() < seen.resources().len() {
        return Err(Unjudged::not_shown("not every resource shows an e-mail address"));
    }
    in_order(&seen, &keys, false, "their primary e-mail addresses")
}

/// Whether the user has several addresses and none of them is shown as the primary one that was written.
fn is_open(resource: &Value) -> bool {
    let emails = access::member(resource, "emails").and_then(Value::as_array);
    emails.is_some_and(|emails| emails.len() > 1 && !emails.iter().any(is_primary))
}

fn is_primary(email: &Value) -> bool {
    access::member(email, "primary") == Some(&Value::Bool(true))
}

fn address(resource: &Value) -> Option<String> {
    let emails = access::member(resource, "emails")?.as_array()?;
    let chosen = emails.iter().find(|email| is_primary(email)).or_else(|| emails.first())?;
    Some(access::member(chosen, "value")?.as_str()?.to_lowercase())
}
