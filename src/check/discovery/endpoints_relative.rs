use super::*;

check! {
    /// RFC 7643 §6 defines `endpoint` as relative to the base URL: no scheme and no host. A slash in front is
    /// optional.
    ///
    /// ## Why it matters
    /// Clients append it to the base URL they were given. A whole URL behind another URL is an address nobody
    /// serves.
    ///
    /// ## Usual cause
    /// The address is built with the same helper as `meta.location`.
    ///
    /// ## How to fix
    /// Write `/Users` or `Users`; the whole address belongs into `meta.location`.
    ///
    /// ## Fails
    /// ```http
    /// GET /ResourceTypes
    /// 200 {"totalResults":1,"Resources":[{"name":"User","endpoint":"https://api.tern.example/scim/v2/Users"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ResourceTypes
    /// 200 {"totalResults":1,"Resources":[{"name":"User","endpoint":"/Users"}]}
    /// ```
    id: "discovery/endpoints-relative",
    title: "the endpoint of a resource type MUST be relative to the base URL",
    profile: Rfc,
    severity: Error,
    covers: ["disc-15"],
    sources: [Rfc7643("6")],
    dialects: Without,
    needs: ["discovery/resource-types"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let seen = resource_types(e)?;
    let absolute = |endpoint: &str| endpoint.contains("://") || endpoint.starts_with("//");
    let entries = seen.resources().iter().enumerate();
    let mut wrong = entries.filter_map(|(at, entry)| {
        text(entry, "endpoint").filter(|text| absolute(text)).map(|text| (at, text))
    });
    let Some((at, endpoint)) = wrong.next() else { return Ok(Vec::new()) };
    let finding = Finding::at(seen.exchange, "the endpoint of a resource type is a whole URL");
    let at = format!("{}/endpoint", place(&seen, at));
    Ok(vec![finding.expected("a path such as /Users", endpoint).pointer(at)])
}
