use super::*;

check! {
    /// With `aadOptscim062020` in the URL, operations with a value filter and one without a path travel in the
    /// same request; both kinds must take effect.
    ///
    /// ## Why it matters
    /// A person who moves gets a new e-mail address and a new name at once. If one kind is dropped, half of
    /// the change never arrives.
    ///
    /// ## Usual cause
    /// The handler decides by the first operation how to read all of them.
    ///
    /// ## How to fix
    /// Decide for each operation by itself whether it has a path.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"replace","path":"emails[type eq \"work\"].value","value":"mira.berg@tern.example"},{"op":"replace","value":{"title":"Pilot"}}]}
    /// 204
    /// GET /Users/u-7
    /// 200 {"id":"u-7","title":"Tide analyst","emails":[{"type":"work","value":"mira.berg@tern.example"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"replace","path":"emails[type eq \"work\"].value","value":"mira.berg@tern.example"},{"op":"replace","value":{"title":"Pilot"}}]}
    /// 204
    /// GET /Users/u-7
    /// 200 {"id":"u-7","title":"Pilot","emails":[{"type":"work","value":"mira.berg@tern.example"}]}
    /// ```
    id: "patch/no-path-mixed",
    title: "operations with and without a path in one PATCH MUST all take effect",
    profile: Entra,
    severity: Error,
    covers: ["E-73", "ent-08"],
    sources: [LearnCompatibility("flags-to-alter-the-scim-behavior"), Rfc7644("3.5.2")],
    dialects: Only(Dialect::Compliant),
    needs: ["patch/*"],
    run: judge,
}

/// The mixture is to blame only where the part without a path works alone.
fn judge(e: &Evidence) -> Judged {
    let findings = takes_effect(e, "patch/no-path-mixed")?;
    let alone = takes_effect(e, "patch/no-path-plain").is_ok_and(|alone| !alone.is_empty());
    if !findings.is_empty() && alone {
        return Err(Unjudged::not_shown("a PATCH without a path does not work on its own either"));
    }
    Ok(findings)
}
