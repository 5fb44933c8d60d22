use super::*;

check! {
    /// RFC 7644 §4 lets a client read one resource type like a user or group; it has to get a single object
    /// with the content of its entry in `/ResourceTypes`.
    ///
    /// ## Why it matters
    /// Clients follow `meta.location` of an entry to refresh it. A different or missing answer makes them work
    /// with two truths about the same endpoint.
    ///
    /// ## Usual cause
    /// The list is a constant, the single document is built by other code, or the path with an id is not
    /// routed at all.
    ///
    /// ## How to fix
    /// Build both answers from the same documents, and route the address that `meta.location` names, or else
    /// the `id` or `name`.
    ///
    /// ## Fails
    /// ```http
    /// GET /ResourceTypes/User
    /// 404 {"status":"404","detail":"no such path"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ResourceTypes/User
    /// 200 {"schemas":["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],"id":"User","name":"User","endpoint":"/Users"}
    /// ```
    id: "discovery/resource-type-alone",
    title: "a resource type read alone MUST be the one in the list",
    profile: Rfc,
    severity: Error,
    covers: ["disc-04"],
    sources: [Rfc7644("4")],
    dialects: Without,
    needs: ["discovery/resource-types", "discovery/resource-type", "discovery/resource-type-by-id", "discovery/resource-type-by-name"],
    run: judge,
}

/// The first entry is read by its address, by its id and by its name; one of them has to do.
fn judge(e: &Evidence) -> Judged {
    let list = resource_types(e)?;
    let ways =
        ["discovery/resource-type", "discovery/resource-type-by-id", "discovery/resource-type-by-name"];
    let seen: Vec<Seen> = ways.iter().filter_map(|way| e.find(way)).collect();
    let Some(first) = seen.iter().find(|seen| seen.status() == 200).or(seen.first()) else {
        return e.seen(ways[0]).map(|_| Vec::new());
    };
    let Some(listed) = list.resources().first() else { return Ok(Vec::new()) };
    let judged = |seen: &Seen| same_as_listed(seen, listed, "the first resource type");
    let does = seen.iter().any(|seen| judged(seen).is_empty());
    Ok(if does { Vec::new() } else { judged(first) })
}
