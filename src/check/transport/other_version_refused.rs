use super::*;

check! {
    /// RFC 7644 §3.13 lets a base URL end in the protocol version. A request for a version the server does not
    /// have is an error (`invalidVers`, or 404).
    ///
    /// ## Why it matters
    /// A client that asks for another version expects another protocol. An answer in this one is read wrongly
    /// without anybody noticing.
    ///
    /// ## Usual cause
    /// The version is a wildcard in the route and never looked at.
    ///
    /// ## How to fix
    /// Register the versions you have; answer 404, or 400 with `invalidVers`, to others.
    ///
    /// ## Fails
    /// ```http
    /// GET /scim/v99/Users
    /// 200 {"totalResults":12,"Resources":[]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /scim/v99/Users
    /// 404 {"status":"404","detail":"there is no version 99"}
    /// ```
    id: "transport/other-version-refused",
    title: "a version in the URL that does not exist MUST be refused, not served as version 2",
    profile: Rfc,
    severity: Error,
    covers: ["http-26"],
    sources: [Rfc7644("3.13"), Rfc7644("3.12")],
    dialects: Without,
    needs: ["transport/other-version"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let seen = e.seen("transport/other-version")?;
    let served = seen.succeeded() && seen.body().is_some_and(|body| body.get("schemas").is_some());
    let finding = || Finding::at(seen.exchange, "version 99 is answered like the version that there is");
    Ok(served
        .then(|| finding().expected("404, or 400 invalidVers", expect::answer(seen.exchange)))
        .into_iter()
        .collect())
}
