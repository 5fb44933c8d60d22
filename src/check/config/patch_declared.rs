use super::*;

check! {
    /// RFC 7643 §5 requires `patch` with the boolean `supported` in the service provider's configuration.
    ///
    /// ## Why it matters
    /// A client that cannot see whether PATCH works falls back to PUT, which replaces whole resources and
    /// loses what the client does not know.
    ///
    /// ## Usual cause
    /// The document was copied from an example and cut down, or the class behind it leaves unset members out.
    ///
    /// ## How to fix
    /// Write `"patch": {"supported": true}`, or `false` where PATCH is not there, as a JSON boolean.
    ///
    /// ## Fails
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"bulk":{"supported":false},"filter":{"supported":true,"maxResults":200}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"patch":{"supported":true},"filter":{"supported":true,"maxResults":200}}
    /// ```
    id: "config/patch-declared",
    title: "ServiceProviderConfig MUST say whether PATCH is supported",
    profile: Rfc,
    severity: Error,
    covers: ["cfg-01"],
    sources: [Rfc7643("5")],
    dialects: Without,
    needs: ["discovery/config"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    demand(e, "patch", "supported", "true or false", Value::is_boolean)
}
