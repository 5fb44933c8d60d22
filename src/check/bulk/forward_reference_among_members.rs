use super::*;

check! {
    /// RFC 7644 §3.7.2 has a reference by bulkId lead to any resource of the request, and §3.7 lets the server
    /// choose the order of the operations. A reference to a later one is best resolved; an error on that
    /// operation is accepted, the words `bulkId:` as a member are not.
    ///
    /// ## Why it matters
    /// Clients that write down a directory do not sort it. Entra sends no bulk requests; other clients send
    /// groups before their members.
    ///
    /// ## Usual cause
    /// References are looked up among the operations that were carried out before; or the group is created first
    /// without the member, and then once more.
    ///
    /// ## How to fix
    /// Carry out first what creates the resources that others refer to, and each operation once.
    ///
    /// ## Fails
    /// ```http
    /// POST /Bulk
    /// {"Operations":[{"method":"POST","bulkId":"group","path":"/Groups","data":{"members":[{"value":"bulkId:later"}],…}},{"method":"POST","bulkId":"later","path":"/Users",…}]}
    /// 200 {"Operations":[{"bulkId":"group","status":"201",…},…]}
    ///
    /// GET /Groups/5d0e
    /// 200 {"id":"5d0e"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Bulk
    /// {"Operations":[{"method":"POST","bulkId":"group","path":"/Groups","data":{"members":[{"value":"bulkId:later"}],…}},{"method":"POST","bulkId":"later","path":"/Users",…}]}
    /// 200 {"Operations":[{"bulkId":"group","status":"201",…},…]}
    ///
    /// GET /Groups/5d0e
    /// 200 {"id":"5d0e","members":[{"value":"84c1"}]}
    /// ```
    id: "bulk/forward-reference-among-members",
    title: "a reference among members to a later operation SHOULD be resolved or be an error",
    profile: Rfc,
    severity: Warning,
    covers: ["bulk-05"],
    sources: [Rfc7644("3.7.2"), Rfc7644("3.7")],
    dialects: Without,
    needs: [
        "discovery/config",
        "bulk/create",
        "bulk/group",
        "bulk/group/read",
        "bulk/forward",
        "bulk/forward/read",
        "members/add/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    needs_bulk(e)?;
    let seen = e.seen("bulk/forward")?;
    if super::fails(e, &super::reference_among_members::CHECK) {
        return Err(named_elsewhere("a reference among members is not resolved in order either"));
    }
    if (400..500).contains(&seen.status()) || result(&seen, 0).is_some_and(failed) {
        return Ok(Vec::new());
    }
    if let Some(look) = seen.record.exchanges.iter().find(|look| groups_in(look) > 1) {
        let finding = Finding::at(look, "the request created the group more than once");
        return Ok(vec![finding.expected("1 group", groups_in(look).to_string()).caused_by(seen.exchange)]);
    }
    unless_named(e, members_resolved(e, "bulk/forward", 0), &["users/", "query/", "groups/"])
}

/// How many groups a look by the name of the new group found.
fn groups_in(look: &crate::http::Exchange) -> usize {
    let asked = look.purpose == crate::http::Purpose::Verify && look.request.url.contains("/Groups?");
    let hits = look.json().filter(|_| asked).and_then(|body| access::member(body, "Resources")?.as_array());
    hits.map_or(0, Vec::len)
}
