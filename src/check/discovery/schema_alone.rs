use super::*;

check! {
    /// RFC 7644 §4 requires that appending a schema's URN to `/Schemas` gives that schema alone: one object,
    /// the same as in the list.
    ///
    /// ## Why it matters
    /// Clients that know which schema they need read just that one. If it differs from the list, mappings made
    /// from one do not fit the other.
    ///
    /// ## Usual cause
    /// The colons and dots of the URN upset the router, or the single document comes from other code than the
    /// list.
    ///
    /// ## How to fix
    /// Take everything behind `/Schemas/` as the URN, and answer from the same documents as the list.
    ///
    /// ## Fails
    /// ```http
    /// GET /Schemas/urn:ietf:params:scim:schemas:core:2.0:User
    /// 200 {"totalResults":1,"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Schemas/urn:ietf:params:scim:schemas:core:2.0:User
    /// 200 {"id":"urn:ietf:params:scim:schemas:core:2.0:User","name":"User","attributes":[{"name":"userName","type":"string"}]}
    /// ```
    id: "discovery/schema-alone",
    title: "a schema read alone MUST be the one in the list",
    profile: Rfc,
    severity: Error,
    covers: ["disc-07"],
    sources: [Rfc7644("4"), Rfc7643("7")],
    dialects: Without,
    needs: ["discovery/schemas-again", "discovery/schema/*"],
    run: judge,
}

/// One finding: what is wrong with one schema is usually wrong with all.
fn judge(e: &Evidence) -> Judged {
    let list = list(e, "discovery/schemas-again", "/Schemas")?;
    for (at, seen) in e.seen_all("discovery/schema/")? {
        let listed = at.parse::<usize>().ok().and_then(|at| list.resources().get(at));
        let Some(listed) = listed else { continue };
        let what = format!("the schema {}", text(listed, "id").unwrap_or_default());
        let findings = same_as_listed(&seen, listed, &what);
        if !findings.is_empty() {
            return Ok(findings);
        }
    }
    Ok(Vec::new())
}
