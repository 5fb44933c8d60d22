use super::*;

check! {
    /// RFC 7644 §3.3 and Microsoft Learn require that a create request is answered with 201 and the created
    /// user.
    ///
    /// ## Why it matters
    /// It is the request that every new person becomes an account by.
    ///
    /// ## Usual cause
    /// The handler's default 200 stays in place; or the request is refused because of something Entra sends:
    /// the `detail` of the answer says of what.
    ///
    /// ## How to fix
    /// Accept the body as it is sent, ignore what you do not store, and answer 201 with the user as stored.
    id: "users/create-returns-201",
    title: "a create request MUST be answered with 201 and the user",
    severity: Error,
    sources: [Learn("create-user"), Rfc7644("3.3")],
    dialects: Without,
    needs: ["users/create", "users/create-without-meta", "users/create-as-json"],
    run: judge,
}

/// A refusal whose cause another check names is not told twice.
fn judge(e: &Evidence) -> Judged {
    let seen = e.seen("users/create")?;
    let explained = ["users/create-without-meta", "users/create-as-json"];
    if !seen.succeeded() && explained.iter().any(|step| e.find(step).is_some_and(|other| other.succeeded())) {
        return Err(Unjudged::Skipped(
            SkipKind::NeedsStep,
            "users/create is refused for a reason that another check names".to_owned(),
        ));
    }
    Ok(expect::status(&seen, &[201], "the create request is not answered with 201"))
}
