use super::*;

check! {
    /// RFC 7643 §3.1 has the server fill all of `meta` and return it by default: `resourceType`, `created`,
    /// `lastModified` and `location`. Only `version` may be missing.
    ///
    /// ## Why it matters
    /// Clients that synchronise by time, or keep addresses, cannot work with such resources.
    ///
    /// ## Usual cause
    /// `meta` holds what the database happens to have.
    ///
    /// ## How to fix
    /// Keep the two times with every resource, and build type and address when you answer.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7
    /// 200 {"id":"7","meta":{"resourceType":"User"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7
    /// 200 {"id":"7","meta":{"resourceType":"User","created":"2026-01-09T08:15:00Z","lastModified":"2026-01-09T08:15:00Z","location":"https://api.tern.example/scim/Users/7"}}
    /// ```
    id: "resources/meta-complete",
    title: "meta MUST hold resourceType, created, lastModified and location",
    profile: Rfc,
    severity: Error,
    covers: ["res-10"],
    sources: [Rfc7643("3.1")],
    dialects: Without,
    needs: [
        "users/create", "users/get", "users/match", "resources/create", "resources/get", "resources/match",
        "resources/patch", "resources/patch/read", "resources/put", "groups/create", "groups/get",
        "groups/match", "resources/crew", "resources/crew/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    each(e, |shown| {
        let all = ["resourceType", "created", "lastModified", "location"];
        let missing: Vec<_> = all.into_iter().filter(|name| meta(shown.body, name).is_none()).collect();
        (!missing.is_empty() && !shown.is_projected()).then(|| {
            let finding = shown.finding(format!("meta lacks {}", missing.join(", ")), "/meta");
            finding.expected(all.join(", "), told(access::member(shown.body, "meta")))
        })
    })
}
