use super::*;

check! {
    /// RFC 9110 §15.5.16 has 415 for a body in a format the server does not take. Any 4xx will do; a 5xx or a
    /// new user will not.
    ///
    /// ## Why it matters
    /// It shows whether the server looks at what it gets before it works on it.
    ///
    /// ## Usual cause
    /// The parser for the label is missing, and the framework's exception is not caught.
    ///
    /// ## How to fix
    /// Check Content-Type first and answer 415.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users
    /// Content-Type: application/xml
    /// <User/>
    ///
    /// 500
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users
    /// Content-Type: application/xml
    /// <User/>
    ///
    /// 415
    /// ```
    id: "errors/foreign-body-refused",
    title: "a create request in XML SHOULD be refused and create nobody",
    profile: Rfc,
    severity: Warning,
    covers: ["http-17"],
    sources: [Rfc9110("15.5.16"), Rfc7644("3.8")],
    dialects: Without,
    needs: ["refusals/malformed-body", "transport/get", "transport/xml-post", "transport/xml-post/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    harmless(e, &["xml"], &[])
}
