use super::*;

check! {
    /// RFC 7643 §2.5 makes null and an empty list the same as no value at all, so neither is a reason to refuse a
    /// create. Microsoft's samples send them.
    ///
    /// ## Why it matters
    /// Attributes without a source value arrive as null. A refusal leaves out everybody whose record has a gap.
    ///
    /// ## Usual cause
    /// The validator expects a text and finds null.
    ///
    /// ## How to fix
    /// Remove members that are null or empty lists before you validate.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"mira@tern.example","title":null}
    /// 400 {"detail":"title must be a string"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"mira@tern.example","title":null}
    /// 201 {"id":"7","userName":"mira@tern.example"}
    /// ```
    id: "create/null-accepted",
    title: "null and an empty list in a create MUST be taken as no value",
    profile: Rfc,
    severity: Error,
    covers: ["post-26", "E-55"],
    sources: [Rfc7643("2.5"), Learn("create-user")],
    dialects: Without,
    needs: ["create/nulls", "create/nulls/read", "create/plain", "users/create"],
    run: judge,
}

/// What Entra's own create is refused for has other checks.
fn judge(e: &Evidence) -> Judged {
    if !e.seen("create/nulls")?.succeeded() {
        accepted(e, "users/create")?;
    }
    must_accept(e, "create/nulls", "a create with explicit nulls is refused")
}
