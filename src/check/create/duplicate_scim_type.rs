use super::*;

check! {
    /// RFC 7644 §3.3 requires that a create which meets an existing resource is refused with 409 and the
    /// `scimType` `uniqueness`.
    ///
    /// ## Why it matters
    /// A 409 has other causes too. Only the code tells a client that somebody of that name exists and can be
    /// looked up.
    ///
    /// ## Usual cause
    /// The error handler fills `status` and `detail` and nothing else.
    ///
    /// ## How to fix
    /// Add `"scimType":"uniqueness"` to the error message wherever a unique value is taken.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"mira@tern.example"}
    /// 409 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"409","detail":"exists"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"mira@tern.example"}
    /// 409 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"409","scimType":"uniqueness"}
    /// ```
    id: "create/duplicate-scim-type",
    title: "the refusal of a duplicate MUST carry the scimType uniqueness",
    profile: Rfc,
    severity: Error,
    covers: ["post-09"],
    sources: [Rfc7644("3.3"), Rfc7644("3.12")],
    dialects: Without,
    needs: ["users/duplicate"],
    run: judge,
}

/// Whether it is 409, and whether the answer is an error message at all, is the matter of other checks.
fn judge(e: &Evidence) -> Judged {
    let seen = e.seen("users/duplicate")?;
    if seen.status() != 409 {
        return Err(needs(format!(
            "the duplicate was not refused with 409 but answered with {}",
            seen.status()
        )));
    }
    let is_error = attribute(&seen, "schemas").and_then(Value::as_array).is_some_and(|schemas| {
        schemas
            .iter()
            .filter_map(Value::as_str)
            .any(|schema| crate::scim::urn::same(schema, crate::scim::urn::ERROR))
    });
    if !is_error {
        return Err(needs("the refusal is no SCIM error message, which another check names"));
    }
    let code = attribute(&seen, "scimType");
    if code.and_then(Value::as_str).is_some_and(|code| code.eq_ignore_ascii_case("uniqueness")) {
        return Ok(Vec::new());
    }
    let finding =
        Finding::at(seen.exchange, "the refusal of a duplicate does not say that a unique value is taken");
    Ok(vec![finding.expected("\"uniqueness\"", told(code)).pointer("/scimType")])
}
