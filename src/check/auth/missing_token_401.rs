use super::*;

check! {
    /// RFC 6750 §3.1 and the provisioning service require that a request without a token is answered with
    /// 401, whatever its method.
    ///
    /// ## Why it matters
    /// A tenant that answers without a credential shows and changes accounts for anybody on the internet.
    /// Any status but 401 also hides from Entra that the credential is the trouble.
    ///
    /// ## Usual cause
    /// The check of the credential is attached to single routes, or to reading only; or a login page answers
    /// with a redirect.
    ///
    /// ## How to fix
    /// Check the `Authorization` header in front of all routing, and answer 401 with `WWW-Authenticate: Bearer`
    /// and a SCIM error body.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName+eq+%22mira%40tern.example%22
    /// 200 {"totalResults":1,"Resources":[{"id":"u-7"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName+eq+%22mira%40tern.example%22
    /// 401 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"401","detail":"a bearer token is required"}
    /// WWW-Authenticate: Bearer realm="scim"
    /// ```
    id: "auth/missing-token-401",
    title: "a request without a token MUST be answered with 401",
    profile: Entra,
    severity: Error,
    covers: ["E-06", "auth-01", "auth-05"],
    sources: [Learn("understand-the-microsoft-entra-scim-implementation"), Rfc6750("3.1"), Rfc7644("3.12")],
    dialects: Without,
    needs: ["refusals/missing-token-get", "refusals/missing-token-post", "refusals/missing-token-patch", "refusals/missing-token-delete"],
    run: |e| refused(e, "missing"),
}
