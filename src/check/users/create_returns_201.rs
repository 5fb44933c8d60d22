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
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"mira@tern.example","active":true}
    /// 200 {"success":true}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"mira@tern.example","active":true}
    /// 201 {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"u-7","userName":"mira@tern.example","active":true}
    /// ```
    id: "users/create-returns-201",
    title: "a create request MUST be answered with 201 and the user",
    profile: Entra,
    severity: Error,
    covers: ["E-50", "E-92", "post-02", "post-30", "L-01", "T-SCIM_User_Create"],
    sources: [Learn("create-user"), Rfc7644("3.3")],
    dialects: Without,
    needs: [
        "users/create", "users/create-without-meta", "users/create-as-json", "users/create-decoy", "patch/create",
        "lifecycle/create*", "members/create-user-*", "spelling/create", "refusals/create", "attributes/create",
    ],
    run: judge,
}

/// A refusal whose cause another check names is not told twice. Besides the first create, every other one of
/// the run is looked at: a person who is refused is a finding, whoever it is.
fn judge(e: &Evidence) -> Judged {
    let seen = e.seen("users/create")?;
    let explained = ["users/create-without-meta", "users/create-as-json"];
    if !seen.succeeded() && explained.iter().any(|step| e.find(step).is_some_and(|other| other.succeeded())) {
        let reason = "users/create is refused for a reason that another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    let findings = expect::status(&seen, &[201], "the create request is not answered with 201");
    if !findings.is_empty() {
        return Ok(findings);
    }
    let others = STANDARD.iter().flat_map(|step| e.everywhere(step));
    let refused = others.into_iter().find(|exchange| exchange.response().is_some() && !exchange.succeeded());
    Ok(refused
        .map(|exchange| {
            let message = "a create request is refused although others like it are accepted";
            Finding::at(exchange, message).expected("201", expect::answer(exchange))
        })
        .into_iter()
        .collect())
}

/// The other steps that create a user as the mapping has it.
const STANDARD: [&str; 11] = [
    "users/create-decoy",
    "patch/create",
    "lifecycle/create",
    "lifecycle/create-manager",
    "lifecycle/create-second-manager",
    "members/create-user-one",
    "members/create-user-two",
    "members/create-user-three",
    "spelling/create",
    "refusals/create",
    "attributes/create",
];
