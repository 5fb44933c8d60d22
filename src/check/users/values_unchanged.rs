use super::*;

check! {
    /// Microsoft Learn requires that values come back exactly as they were sent, from the create itself and
    /// from every read after it: nothing reformatted, no change of letter case, no letter lost.
    ///
    /// ## Why it matters
    /// Entra compares what it reads with what it would write. A value that never comes back as sent is
    /// written again in every cycle; a name without its letters is somebody else's.
    ///
    /// ## Usual cause
    /// Phone numbers or names are normalised on the way in, userName is lower-cased, or text passes through a
    /// character set that is not UTF-8.
    ///
    /// ## How to fix
    /// Store the value as it came and normalise a copy for your own use; refuse with 400 what you cannot store.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"mira@tern.example","phoneNumbers":[{"type":"work","value":"+47 5500 1122"}]}
    /// 201 {"id":"u-7","userName":"mira@tern.example","phoneNumbers":[{"type":"work","value":"+4755001122"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"mira@tern.example","phoneNumbers":[{"type":"work","value":"+47 5500 1122"}]}
    /// 201 {"id":"u-7","userName":"mira@tern.example","phoneNumbers":[{"type":"work","value":"+47 5500 1122"}]}
    /// ```
    id: "users/values-unchanged",
    title: "every value MUST come back exactly as it was sent",
    profile: Entra,
    severity: Error,
    covers: ["E-52", "post-05", "post-06", "post-20", "more-14", "T-SCIM_User_Create", "ent-24"],
    sources: [Learn("general"), Learn("create-user")],
    dialects: Without,
    needs: ["users/create", "users/get"],
    run: judge,
}

/// Values that are shown but differ. What is not shown at all is the matter of the suite's round trip, except
/// for `userName`, without which nothing can be matched.
fn judge(e: &Evidence) -> Judged {
    let create = e.seen("users/create")?;
    if !create.succeeded() {
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, "users/create did not succeed".to_owned()));
    }
    let get = e.find("users/get").filter(|get| get.succeeded() && get.id().is_some());
    let mut findings: Vec<Finding> = Vec::new();
    let mut shown = 0;
    for seen in [Some(create), get].into_iter().flatten() {
        let Some(body) = seen.body() else { continue };
        shown += 1;
        let changed = expect::differences(create.sent(), body).into_iter();
        let changed = changed.filter(is_change);
        for finding in changed.map(|difference| difference.finding(seen.exchange)) {
            if !findings.iter().any(|known| known.pointer == finding.pointer) {
                findings.push(finding);
            }
        }
    }
    if shown == 0 {
        return Err(Unjudged::not_shown("neither the create nor the read shows the user"));
    }
    Ok(findings)
}

/// How `active` is written is the matter of `users/active-is-boolean`.
fn is_change(difference: &expect::Difference) -> bool {
    match (&difference.shown, difference.pointer.as_str()) {
        (None, pointer) => pointer == "/userName",
        (Some(shown), "/active") => {
            crate::scim::eval::as_boolean(shown) != crate::scim::eval::as_boolean(&difference.sent)
        }
        (Some(_), _) => true,
    }
}
