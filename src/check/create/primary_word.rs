use super::*;

check! {
    /// Mappings of the provisioning service send `primary` as a text, as in `roles[primary eq "True"].value`. A
    /// server is served best when it reads the word as the boolean; seen in the field, no RFC asks for it.
    ///
    /// ## Why it matters
    /// A refusal fails the whole create, for a member that decides nothing.
    ///
    /// ## Usual cause
    /// Strict reading of booleans, or a text that is stored and returned as it came.
    ///
    /// ## How to fix
    /// Accept `"True"` and `"False"` in any letter case for boolean attributes, and return booleans.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"mira@tern.example","emails":[{"type":"work","value":"mira@tern.example","primary":"True"}]}
    /// 400 {"detail":"primary must be a boolean"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"mira@tern.example","emails":[{"type":"work","value":"mira@tern.example","primary":"True"}]}
    /// 201 {"id":"7","emails":[{"type":"work","value":"mira@tern.example","primary":true}]}
    /// ```
    id: "create/primary-word",
    title: "primary sent as the word True SHOULD be read as true",
    profile: Gallery,
    severity: Warning,
    covers: ["post-32", "E-59"],
    sources: [Inferred],
    dialects: Without,
    needs: ["create/primary-word", "create/primary-word/read", "create/plain"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let refused = must_accept(e, "create/primary-word", "a create with primary as a word is refused")?;
    if !refused.is_empty() {
        return Ok(refused);
    }
    let words = |seen: &Seen| {
        attribute(seen, "emails")?
            .as_array()?
            .iter()
            .find_map(|x| access::member(x, "primary").filter(|p| p.is_string()))
            .cloned()
    };
    let shown = made(e, "create/primary-word")?;
    let emails = |seen: &Seen| attribute(seen, "emails").is_some_and(|emails| !expect::is_empty(emails));
    if !shown.iter().any(emails) {
        return Err(Unjudged::not_shown("the tenant does not keep emails"));
    }
    let word = shown.into_iter().find_map(|seen| Some((words(&seen)?, seen)));
    Ok(word
        .map(|(word, seen)| {
            let finding = Finding::at(seen.exchange, "primary is shown as a word");
            finding.expected("true", expect::quote(&word)).pointer("/emails/0/primary")
        })
        .into_iter()
        .collect())
}
