use super::*;

check! {
    /// RFC 7643 §6 identifies resource types by `urn:ietf:params:scim:schemas:core:2.0:ResourceType`, which
    /// has to stand in `schemas` of each entry.
    ///
    /// ## Why it matters
    /// A list may mix kinds of documents. A generic client tells them apart by `schemas` and skips an entry
    /// that names none.
    ///
    /// ## Usual cause
    /// The entries are written by hand, and only the list around them got its `schemas`.
    ///
    /// ## How to fix
    /// Add `"schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"]` to every entry, in the list and
    /// alone.
    ///
    /// ## Fails
    /// ```http
    /// GET /ResourceTypes
    /// 200 {"totalResults":1,"Resources":[{"id":"User","name":"User","endpoint":"/Users"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ResourceTypes
    /// 200 {"totalResults":1,"Resources":[{"schemas":["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],"id":"User","endpoint":"/Users"}]}
    /// ```
    id: "discovery/resource-type-schema",
    title: "each entry of /ResourceTypes MUST name the ResourceType schema in schemas",
    profile: Rfc,
    severity: Error,
    covers: ["more-06"],
    sources: [Rfc7643("6"), Rfc7643("3")],
    dialects: Without,
    needs: ["discovery/resource-types"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let seen = resource_types(e)?;
    let wrong = |(_, entry): &(usize, &Value)| !names_schema(entry, urn::RESOURCE_TYPE);
    let Some((at, entry)) = seen.resources().iter().enumerate().find(wrong) else { return Ok(Vec::new()) };
    let actual = access::member(entry, "schemas").map_or_else(|| "nothing".to_owned(), expect::quote);
    let message = format!("the resource type {} does not name its schema", name_of(entry));
    let at = format!("{}/schemas", place(&seen, at));
    Ok(vec![Finding::at(seen.exchange, message).expected(urn::RESOURCE_TYPE, actual).pointer(at)])
}
