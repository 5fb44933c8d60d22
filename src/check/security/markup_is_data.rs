use super::*;

check! {
    /// Good practice: a SCIM text is data. A server keeps angle brackets as they are, or refuses the value with
    /// 400, and never strips half of it in silence.
    ///
    /// ## Why it matters
    /// What is stripped differs from the directory, so that Entra writes it again in every cycle. Escaping
    /// belongs where the text is shown.
    ///
    /// ## Usual cause
    /// A filter against cross-site scripting that cleans all input.
    ///
    /// ## How to fix
    /// Store what came, and escape when you write HTML.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"lea","title":"Quay <b>pilot</b>"}
    /// 201 {"id":"u-7","title":"Quay pilot"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"lea","title":"Quay <b>pilot</b>"}
    /// 201 {"id":"u-7","title":"Quay <b>pilot</b>"}
    /// ```
    id: "security/markup-is-data",
    title: "markup in a text SHOULD come back unchanged, or be refused",
    profile: Rfc,
    severity: Warning,
    covers: ["sec-07"],
    sources: [Source::Inferred, Rfc7643("2.3.1")],
    dialects: Without,
    needs: ["transport/create", "transport/markup", "transport/markup/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    super::super::transport::comes_back(e, "transport/markup")
}
