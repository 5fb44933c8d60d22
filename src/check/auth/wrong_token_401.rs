use super::*;

check! {
    /// RFC 6750 §3.1 and the provisioning service require that a request with a token the tenant never issued
    /// is answered with 401, whatever its method.
    ///
    /// ## Why it matters
    /// If any token will do, every former employee with the URL can read and change accounts. If an expired
    /// token is answered with 403, 404 or HTML, Entra cannot tell the administrator to renew it.
    ///
    /// ## Usual cause
    /// The server looks whether there is a token, not which one it is; or the check covers reading only.
    ///
    /// ## How to fix
    /// Compare the token with those you issued, in constant time, on every method, and answer 401 otherwise.
    ///
    /// ## Fails
    /// ```http
    /// DELETE /Users/u-7
    /// Authorization: Bearer never-issued
    /// 204
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// DELETE /Users/u-7
    /// Authorization: Bearer never-issued
    /// 401 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"401","detail":"the token is not valid"}
    /// ```
    id: "auth/wrong-token-401",
    title: "a request with a token that was never issued MUST be answered with 401",
    profile: Entra,
    severity: Error,
    covers: ["E-06", "auth-02", "auth-05"],
    sources: [Learn("understand-the-microsoft-entra-scim-implementation"), Rfc6750("3.1"), Rfc7644("3.12")],
    dialects: Without,
    needs: ["refusals/wrong-token-get", "refusals/wrong-token-post", "refusals/wrong-token-patch", "refusals/wrong-token-delete"],
    run: |e| refused(e, "wrong"),
}
