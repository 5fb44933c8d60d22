use super::*;

check! {
    /// By RFC 7644 §3.5.2 a path into a schema the resource does not have is an error; Entra sends attributes
    /// of custom extensions without announcing them and expects them to be kept. Either is right. Dropping the
    /// value behind a success is not.
    ///
    /// ## Why it matters
    /// The administrator sees a successful update in the log and no value in the app.
    ///
    /// ## Usual cause
    /// The names of extensions are compared with a fixed list, and the rest is skipped.
    ///
    /// ## How to fix
    /// Store what is sent under the URN, or answer 400 `invalidPath`.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","path":"urn:example:harbour:2.0:User:berth","value":"7"}]}
    /// 200
    /// GET /Users/7
    /// 200 {"id":"7"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","path":"urn:example:harbour:2.0:User:berth","value":"7"}]}
    /// 400 {"scimType":"invalidPath","status":"400"}
    /// ```
    id: "patch/undeclared-extension",
    title: "a PATCH of an extension that is not declared SHOULD be refused, or stored and shown",
    profile: Rfc,
    severity: Warning,
    covers: ["pat-10"],
    sources: [
        Rfc7644("3.5.2"),
        LearnPage("entra/identity/app-provisioning/customize-application-attributes", "Customize attribute mappings"),
    ],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "modify/undeclared-extension",
        "modify/undeclared-extension/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    either(e, "modify/undeclared-extension", &[], &|now| {
        let path = now.patch.sent().pointer("/Operations/0/path").and_then(Value::as_str).unwrap_or_default();
        now.shows_sent(path, "/Operations/0/value")
    })
}
