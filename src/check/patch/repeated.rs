use super::*;

check! {
    /// After a lost answer Entra sends the update again. The second time it changes nothing, and is answered as
    /// the first. Inferred from the documented retries.
    ///
    /// ## Why it matters
    /// A refusal of the repetition is logged as a failed update of a person whose data is right.
    ///
    /// ## Usual cause
    /// The database reports that no row was changed, which the handler takes for an error.
    ///
    /// ## How to fix
    /// Treat an update that changes nothing as a success.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"title","value":"Cook"}]}
    /// 200
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"title","value":"Cook"}]}
    /// 400 {"detail":"nothing to change"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"title","value":"Cook"}]}
    /// 200
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"title","value":"Cook"}]}
    /// 200
    /// ```
    id: "patch/repeated",
    title: "the same PATCH sent twice SHOULD succeed twice and leave the same state",
    profile: Rfc,
    severity: Warning,
    covers: ["E-94", "ent-18"],
    sources: [
        Inferred,
        LearnPage("entra/identity/app-provisioning/how-provisioning-works", "How provisioning works"),
    ],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "modify/core-urn",
        "modify/core-urn/read", "modify/sequence", "modify/sequence/read", "modify/once",
        "modify/once/read", "modify/twice", "modify/twice/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    if !e.seen("modify/once")?.succeeded() {
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, "modify/once did not succeed".to_owned()));
    }
    accepted(e, "modify/twice", &|now| {
        let changed = expect::differences(now.before, now.after).into_iter().next();
        let finding = |change: expect::Difference| {
            let actual = change.shown.map_or_else(|| "nothing".to_owned(), |shown| expect::quote(&shown));
            let message = "the repeated PATCH changed something".to_owned();
            now.finding(message, expect::quote(&change.sent), actual).pointer(change.pointer)
        };
        Ok(changed.map(finding).into_iter().collect())
    })
}
