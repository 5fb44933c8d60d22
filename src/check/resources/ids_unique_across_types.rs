use super::*;

check! {
    /// RFC 7643 §3.1 requires that an id is unique across the whole set of resources of a tenant, not only within
    /// its type.
    ///
    /// ## Why it matters
    /// A group's members are ids, and a member may be a user or a group: with the same id twice, the wrong one is
    /// added.
    ///
    /// ## Usual cause
    /// Ids are the row numbers of two tables.
    ///
    /// ## How to fix
    /// Use random ids, or prefix the numbers by type.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users
    /// 201 {"id":"17"}
    /// POST /Groups
    /// 201 {"id":"17"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users
    /// 201 {"id":"u-17"}
    /// POST /Groups
    /// 201 {"id":"g-17"}
    /// ```
    id: "resources/ids-unique-across-types",
    title: "an id MUST be unique over all resources, users and groups alike",
    profile: Rfc,
    severity: Error,
    covers: ["res-09"],
    sources: [Rfc7643("3.1")],
    dialects: Without,
    needs: [
        "users/create", "resources/create", "resources/sailor", "create/plain", "groups/create",
        "groups/create-adscim", "resources/crew", "read/group",
    ],
    run: judge,
}

/// Every create of the run counts.
fn judge(e: &Evidence) -> Judged {
    let (mut users, mut groups) = (std::collections::BTreeSet::new(), Vec::new());
    for (_, exchange) in e
        .exchanges()
        .filter(|(_, x)| x.request.method == crate::http::Method::Post && x.status() == Some(201))
    {
        let Some(id) = exchange.json().and_then(access::id) else { continue };
        let path = exchange.request.url.split('?').next().unwrap_or_default();
        if path.ends_with("/Users") {
            users.insert(id);
        } else if path.ends_with("/Groups") {
            groups.push((exchange, id));
        }
    }
    if users.is_empty() || groups.is_empty() {
        e.seen("groups/create")?;
        return Err(Unjudged::not_shown("there were not both users and groups with ids"));
    }
    let shared = groups.into_iter().find(|(_, id)| users.contains(id));
    Ok(shared
        .map(|(exchange, id)| {
            let finding = Finding::at(exchange, "a group has the id of a user");
            finding.expected("an id no other resource has", id).pointer("/id")
        })
        .into_iter()
        .collect())
}
