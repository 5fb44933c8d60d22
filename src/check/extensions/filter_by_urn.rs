use super::*;

check! {
    /// RFC 7644 §3.10 names the attributes of an extension by URN and name, as in `urn:…:2.0:User:department`.
    /// The dot in the version is part of the URN and no path into a complex attribute.
    ///
    /// ## Why it matters
    /// Entra writes such names whenever an extension is part of a mapping.
    ///
    /// ## Usual cause
    /// The name is split at its first dot.
    ///
    /// ## How to fix
    /// Take everything up to the last colon for the URN, and split what follows.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department%20eq%20%22Soundings%22
    /// 200 {"totalResults":0}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department%20eq%20%22Soundings%22
    /// 200 {"totalResults":1,"Resources":[{"id":"7"}]}
    /// ```
    id: "extensions/filter-by-urn",
    title: "a filter MUST reach an attribute by its URN, dots and digits included",
    profile: Rfc,
    severity: Error,
    covers: ["ext-07"],
    sources: [Rfc7644("3.10"), Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: [
        "extensions/department", "extensions/other-department", "extensions/match-department",
        "users/create", "users/match", "users/match-prefix",
    ],
    run: judge,
}

/// A filter that is refused is not supported, which is lawful. The other user's department begins with the same
/// words and must not match.
fn judge(e: &Evidence) -> Judged {
    needs_equality(e)?;
    let created = accepted(e, "extensions/department")?;
    let decoy = accepted(e, "extensions/other-department")?;
    let seen = e.seen("extensions/match-department")?;
    if [400, 403, 501].contains(&seen.status()) {
        return Err(Unjudged::not_shown("the tenant does not support filters by department"));
    }
    let container = attribute(&created, urn::ENTERPRISE_USER).and_then(|c| access::member(c, "department"));
    if container.is_none() {
        return Err(Unjudged::not_shown("the tenant does not keep the department"));
    }
    let finds = |user: &Seen| seen.resources().iter().any(|hit| expect::is_created(hit, user));
    let finding = |message: &str| Finding::at(seen.exchange, message).pointer("/Resources");
    Ok(match (finds(&created), finds(&decoy)) {
        (true, false) => Vec::new(),
        (true, true) => {
            vec![finding("the filter also returns a user of another department").expected("one user", "both")]
        }
        (false, _) => vec![
            finding("the filter does not find the user").expected("the user", expect::answer(seen.exchange)),
        ],
    })
}
