use super::*;

check! {
    /// RFC 7644 §3.3 requires that a server ignores read-only attributes such as `id`, `meta` and `groups` in the
    /// body of a create; they are no reason to refuse it, and they change nothing.
    ///
    /// ## Why it matters
    /// Clients send back what they once read, with all of it inside. A refusal stops them; a membership that is
    /// taken over gives rights nobody granted.
    ///
    /// ## Usual cause
    /// The body is validated strictly, or bound to the stored object as a whole.
    ///
    /// ## How to fix
    /// Drop what your schema declares `readOnly` before you validate and before you store.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"mira@tern.example","groups":[{"value":"admins"}]}
    /// 400 {"detail":"groups is read-only"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"mira@tern.example","groups":[{"value":"admins"}]}
    /// 201 {"id":"7","userName":"mira@tern.example"}
    /// ```
    id: "create/read-only-ignored",
    title: "read-only attributes in a create MUST be ignored",
    profile: Rfc,
    severity: Error,
    covers: ["post-07"],
    sources: [Rfc7644("3.3"), Rfc7643("2.2")],
    dialects: Without,
    needs: ["create/claims", "create/claims/read", "create/plain"],
    run: judge,
}

/// A server may put everybody into groups of its own; only those that the request names count.
fn judge(e: &Evidence) -> Judged {
    let refused =
        must_accept(e, "create/claims", "a create that also sends read-only attributes is refused")?;
    if !refused.is_empty() {
        return Ok(refused);
    }
    let claimed = e.seen("create/claims")?.sent().pointer("/groups/0").cloned().unwrap_or_default();
    let is_claimed = |group: &Value| {
        let of = |name: &str| access::member(&claimed, name).filter(|sent| !sent.is_null());
        ["value", "display"].iter().any(|name| of(name).is_some() && access::member(group, name) == of(name))
    };
    let shows = |seen: &Seen| {
        let groups = attribute(seen, "groups").and_then(Value::as_array);
        groups.is_some_and(|groups| groups.iter().any(is_claimed))
    };
    let taken = made(e, "create/claims")?.into_iter().find(shows);
    Ok(taken
        .map(|seen| {
            let finding =
                Finding::at(seen.exchange, "the user shows groups that only its own create request named");
            finding.expected("no such group", told(attribute(&seen, "groups"))).pointer("/groups")
        })
        .into_iter()
        .collect())
}
