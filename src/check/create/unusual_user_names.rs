use super::*;

check! {
    /// RFC 7643 §4.1.1 puts no limit on the letters or the length of `userName`. A server has limits of its own;
    /// then it refuses with a clear 4xx and never cuts or alters the name.
    ///
    /// ## Why it matters
    /// A name that was cut is another name: Entra does not find it again and creates the account in every cycle,
    /// and two long names may become one.
    ///
    /// ## Usual cause
    /// The column is short and the database cuts silently, or quotes and letters beyond ASCII are stripped as a
    /// safeguard.
    ///
    /// ## How to fix
    /// Store UTF-8 text of at least 255 letters; answer 400 with `invalidValue` where you cannot.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"harbourmaster.harbourmaster.harbourmaster@tern.example"}
    /// 201 {"id":"7","userName":"harbourmaster.harbourmaster.harb"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"harbourmaster.harbourmaster.harbourmaster@tern.example"}
    /// 201 {"id":"7","userName":"harbourmaster.harbourmaster.harbourmaster@tern.example"}
    /// ```
    id: "create/unusual-user-names",
    title: "a userName SHOULD be stored whole or refused, however unusual it is",
    profile: Rfc,
    severity: Warning,
    covers: ["post-25"],
    sources: [Rfc7643("4.1.1"), Rfc7644("5")],
    dialects: Without,
    needs: [
        "create/name-apostrophe", "create/name-apostrophe/read", "create/name-non-ascii",
        "create/name-non-ascii/read", "create/name-long", "create/name-long/read", "create/plain",
        "create/plain/read",
    ],
    run: judge,
}

/// Letter case is free: `userName` is not case-exact. Where ordinary names are altered, too, other checks say so.
fn judge(e: &Evidence) -> Judged {
    let plain = accepted(e, "create/plain")?;
    if made(e, "create/plain")?.iter().any(|seen| altered(&plain, seen).is_some()) {
        return Err(needs("an ordinary userName is not stored as it was sent either"));
    }
    let mut findings = Vec::new();
    for (what, step) in [
        ("with an apostrophe and a plus", "create/name-apostrophe"),
        ("with letters beyond ASCII", "create/name-non-ascii"),
        ("of more than 200 letters", "create/name-long"),
    ] {
        let create = e.seen(step)?;
        let message = format!("a userName {what} is a server error");
        findings.extend(server_error(e, &create, &message, "201, or a refusal with a 4xx")?);
        let sent = expect::sent_name(&create);
        let shown = made(e, step)?;
        let altered = shown.iter().find_map(|seen| Some((seen, altered(&create, seen)?)));
        findings.extend(altered.map(|(seen, name)| {
            let finding =
                Finding::at(seen.exchange, format!("a userName {what} is not stored as it was sent"));
            finding.expected(crate::text::cut(sent, 80), crate::text::cut(name, 80)).pointer("/userName")
        }));
    }
    Ok(findings)
}

/// The userName that is shown, where it is another one than was sent.
fn altered<'a>(create: &Seen, seen: &Seen<'a>) -> Option<&'a str> {
    let name = attribute(seen, "userName")?.as_str()?;
    (name.to_lowercase() != expect::sent_name(create).to_lowercase()).then_some(name)
}
