use super::*;

check! {
    /// RFC 7644 §4 has query parameters for paging and sorting ignored on discovery endpoints: with
    /// `startIndex`, `count`, `sortBy` and `sortOrder` the same entries come as without.
    ///
    /// ## Why it matters
    /// Generic clients add `count` to every list they read. One that gets the second of five schemas, and
    /// nothing else, builds its mapping from that.
    ///
    /// ## Usual cause
    /// The list of schemas runs through the same paging code as the list of users.
    ///
    /// ## How to fix
    /// Answer discovery lists whole, whatever the query says; only a filter is to be refused.
    ///
    /// ## Fails
    /// ```http
    /// GET /Schemas?startIndex=2&count=1
    /// 200 {"totalResults":6,"startIndex":2,"itemsPerPage":1,"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:Group"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ResourceTypes?startIndex=2&count=1
    /// 200 {"totalResults":2,"Resources":[{"name":"User"},{"name":"Group"}]}
    /// ```
    id: "discovery/query-ignored",
    title: "paging and sorting parameters MUST change nothing about a discovery list",
    profile: Rfc,
    severity: Error,
    covers: ["disc-10"],
    sources: [Rfc7644("4")],
    dialects: Without,
    needs: ["discovery/resource-types", "discovery/resource-types-query", "discovery/schemas", "discovery/schemas-query"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let types = compared(e, "discovery/resource-types", "discovery/resource-types-query", "/ResourceTypes");
    let schemas = compared(e, "discovery/schemas", "discovery/schemas-query", "/Schemas");
    match (types, schemas) {
        (Err(unjudged), Err(_)) => Err(unjudged),
        (types, schemas) => Ok(types.into_iter().chain(schemas).flatten().collect()),
    }
}

/// Compares which entries there are, not how they look.
fn compared(e: &Evidence, plain: &str, queried: &str, endpoint: &str) -> Judged {
    let (plain, queried) = (list(e, plain, endpoint)?, e.seen(queried)?);
    if queried.status() != 200 {
        return Ok(expect::status(&queried, &[200], "the parameters are not ignored but refused"));
    }
    if names(&plain) == names(&queried) {
        return Ok(Vec::new());
    }
    let count = |seen: &Seen| crate::text::count(seen.resources().len(), "document");
    let finding = Finding::at(queried.exchange, "the parameters change which documents are listed");
    Ok(vec![finding.expected(count(&plain), count(&queried)).pointer("/Resources")])
}

fn names(seen: &Seen) -> Vec<String> {
    let mut names: Vec<String> = seen
        .resources()
        .iter()
        .map(|entry| text(entry, "id").unwrap_or_else(|| name_of(entry)).to_owned())
        .collect();
    names.sort();
    names
}
