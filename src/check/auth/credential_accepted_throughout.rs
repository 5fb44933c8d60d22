use super::*;
use crate::check::evidence::is_of_the_sequence;

check! {
    /// Microsoft Learn requires that a valid bearer token in the `Authorization` header is accepted, on every
    /// request of the provisioning service.
    ///
    /// ## Why it matters
    /// Entra uses one token for reading and writing. A 401 or 403 on any of its requests is a credential
    /// error of the whole job: it goes into quarantine, and nobody is provisioned any more.
    ///
    /// ## Usual cause
    /// The token was issued with a scope or role that may read but not write, or a gateway in front of the
    /// service has other rules for POST, PATCH or DELETE.
    ///
    /// ## How to fix
    /// Give the token every right it needs for /Users, /Groups and /Schemas, and let the same rule decide on
    /// all methods.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/u-7
    /// 200 {"id":"u-7","userName":"mira@tern.example"}
    /// GET /Users/u-7
    /// 401 {"detail":"token expired"}
    /// GET /Users/u-7
    /// 200 {"id":"u-7","userName":"mira@tern.example"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/u-7
    /// 200 {"id":"u-7","userName":"mira@tern.example"}
    /// GET /Users/u-7
    /// 200 {"id":"u-7","userName":"mira@tern.example"}
    /// ```
    id: "auth/credential-accepted-throughout",
    title: "a credential that was accepted once MUST be accepted on every request",
    profile: Entra,
    severity: Error,
    covers: ["E-05"],
    sources: [Learn("understand-the-microsoft-entra-scim-implementation"), Rfc6750("3.1")],
    dialects: Without,
    needs: ["*"],
    run: judge,
}

/// A refusal counts only when the credential was accepted again afterwards: otherwise it may have expired. A probe may
/// be forbidden for what it asks.
fn judge(e: &Evidence) -> Judged {
    e.seen("connection/test")?;
    let own: Vec<_> = e
        .exchanges()
        .filter(|(record, exchange)| exchange.with_credential && !may_be_absent(e, &record.step))
        .filter(|(record, exchange)| exchange.status() != Some(403) || is_of_the_sequence(&record.step))
        .map(|(_, exchange)| exchange)
        .collect();
    let last_accepted = own.iter().filter(|x| x.status().is_some_and(accepted)).map(|x| x.at_us).max();
    let refused = |x: &&&crate::http::Exchange| {
        x.status().is_some_and(|s| !accepted(s)) && Some(x.at_us) < last_accepted
    };
    let first = own.iter().find(refused);
    Ok(first
        .map(|exchange| {
            let message = "a request is refused although the same credential is accepted before and after";
            Finding::at(exchange, message).expected("any status but 401 and 403", expect::answer(exchange))
        })
        .into_iter()
        .collect())
}

fn accepted(status: u16) -> bool {
    !matches!(status, 401 | 403)
}

/// Gateways answer paths they do not know with 403, and the first two need not be there. How the scheme is spelt is
/// another check's matter; what lies beside the base URL may have another credential, and /Me asks for a person.
fn may_be_absent(e: &Evidence, step: &str) -> bool {
    if ["transport/lower-case-scheme", "transport/other-version", "transport/unknown-path", "me/read"]
        .iter()
        .any(|probe| step.starts_with(probe))
    {
        return true;
    }
    let undeclared = e.suite().group_support() == crate::suite::GroupSupport::Undeclared;
    step == "discovery/schemas" || (step == "connection/test-groups" && undeclared)
}
