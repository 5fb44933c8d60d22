use super::*;
use crate::scim::access;

check! {
    /// The app's documentation lists its attributes: a user created with them shows every one of them, as
    /// written, when it is read.
    ///
    /// ## Why it matters
    /// Administrators map what the page lists. An attribute that is dropped in silence is looked for in their
    /// own configuration first.
    ///
    /// ## Usual cause
    /// The table was written for what is planned, or an attribute is stored but left out of answers.
    ///
    /// ## How to fix
    /// Store and return every attribute the page lists, or take it off the page.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"mira@tern.example","nickName":"Mimi"}
    /// 201 {"id":"u-7","userName":"mira@tern.example"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"mira@tern.example","nickName":"Mimi"}
    /// 201 {"id":"u-7","userName":"mira@tern.example","nickName":"Mimi"}
    /// ```
    id: "suite/create-round-trip",
    title: "every listed attribute MUST be stored on create",
    profile: Entra,
    severity: Error,
    covers: ["post-22", "post-23", "ext-04", "ent-21"],
    sources: [Source::Suite, Learn("create-user")],
    dialects: Without,
    needs: ["users/create", "users/get"],
    run: judge,
}

/// What is shown but differs is the matter of `users/values-unchanged`.
fn judge(e: &Evidence) -> Judged {
    let create = e.seen("users/create")?;
    let read = e.seen("users/get")?;
    let Some(body) = read.body().filter(|_| read.succeeded() && read.id().is_some()) else {
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, "users/get did not succeed".to_owned()));
    };
    let mut findings = Vec::new();
    for attribute in &e.suite().user.attributes {
        let path = attribute.target().path();
        if attribute.target().same("password") {
            continue; // never returned (RFC 7643 §4.1.1)
        }
        let Some(sent) = access::first(create.sent(), path).filter(|sent| !expect::is_empty(sent)) else {
            continue;
        };
        if access::first(body, path).is_none_or(expect::is_empty) {
            let message = format!("{} was sent but is not stored", attribute.target());
            let finding = Finding::at(read.exchange, message).of_attribute(attribute.target().as_str());
            findings
                .push(finding.expected(expect::quote(sent), "nothing").pointer(format!("/{}", path.name)));
        }
    }
    Ok(findings)
}
