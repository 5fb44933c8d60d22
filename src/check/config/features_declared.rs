use super::*;

check! {
    /// RFC 7643 §5 requires `changePassword`, `sort` and `etag`, each with the boolean `supported`.
    ///
    /// ## Why it matters
    /// What is not declared counts as absent: a client stops sorting, or overwrites changes because it does
    /// not know that versions are checked.
    ///
    /// ## Usual cause
    /// The document was copied from an example and cut down, or the class behind it leaves unset members out.
    ///
    /// ## How to fix
    /// List all three, each with `supported` as a JSON boolean, also where the answer is no.
    ///
    /// ## Fails
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"sort":{"supported":true},"etag":{"supported":"no"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"changePassword":{"supported":false},"sort":{"supported":true},"etag":{"supported":false}}
    /// ```
    id: "config/features-declared",
    title: "ServiceProviderConfig MUST say whether passwords, sorting and ETags are supported",
    profile: Rfc,
    severity: Error,
    covers: ["cfg-04"],
    sources: [Rfc7643("5")],
    dialects: Without,
    needs: ["discovery/config"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let mut findings = Vec::new();
    for feature in ["changePassword", "sort", "etag"] {
        findings.extend(demand(e, feature, "supported", "true or false", Value::is_boolean)?);
    }
    Ok(findings)
}
