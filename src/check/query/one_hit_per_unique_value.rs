use super::*;
use crate::scim::access;

check! {
    /// A value of a unique attribute belongs to one user at most (RFC 7643 §4.1.1 for `userName`); a query by
    /// it returns no more than one.
    ///
    /// ## Why it matters
    /// With two hits Entra cannot decide whom to link. The person is skipped and retried without end.
    ///
    /// ## Usual cause
    /// Uniqueness is checked in the code but not by the database, or not for names that differ in case.
    ///
    /// ## How to fix
    /// Put a unique index on the lower-cased `userName`.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"mira@tern.example"}
    /// 201 {"id":"u-9"}
    /// GET /Users?filter=userName+eq+%22mira%40tern.example%22
    /// 200 {"totalResults":2,"Resources":[{"id":"u-7"},{"id":"u-9"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"mira@tern.example"}
    /// 409 {"status":"409","scimType":"uniqueness"}
    /// GET /Users?filter=userName+eq+%22mira%40tern.example%22
    /// 200 {"totalResults":1,"Resources":[{"id":"u-7"}]}
    /// ```
    id: "query/one-hit-per-unique-value",
    title: "a query by userName MUST NOT return two users of that name",
    profile: Entra,
    severity: Error,
    covers: ["E-37", "ent-04"],
    sources: [Rfc7643("4.1.1"), Source::LearnPage("entra/identity/monitoring-health/howto-analyze-provisioning-logs", "Error codes: duplicate target entries")],
    dialects: Without,
    needs: ["users/create", "users/duplicate", "users/count-after-duplicate"],
    run: judge,
}

/// Counted after a second create of the same name was tried, and only users of that very name.
fn judge(e: &Evidence) -> Judged {
    let name = e.seen("users/create")?.sent()["userName"].as_str().unwrap_or_default();
    let seen = e.seen("users/count-after-duplicate")?;
    let of_that_name = |hit: &&Value| {
        access::member(hit, "userName")
            .and_then(Value::as_str)
            .is_some_and(|other| other.eq_ignore_ascii_case(name))
    };
    let hits = seen.resources().iter().filter(of_that_name).count();
    if hits == 0 {
        return Err(Unjudged::not_shown("the query does not return the user"));
    }
    if hits == 1 {
        return Ok(Vec::new());
    }
    let finding = Finding::at(seen.exchange, "several users of the same userName are in the tenant");
    Ok(vec![finding.expected("1 user", format!("{hits} users")).pointer("/Resources")])
}
