//! What a listing in the gallery asks for: the direct tests of Microsoft's validation.

mod group_update;
mod token_response;
mod wrong_secret_refused;

use super::prelude::*;
use crate::http::oauth::TokenFacts;
use crate::suite::Auth;

pub(super) const CHECKS: &[&super::Check] =
    &[&group_update::CHECK, &token_response::CHECK, &wrong_secret_refused::CHECK];

/// What the token endpoint said, where the run fetched its token there.
fn token_facts<'a>(e: &Evidence<'a>) -> Result<&'a TokenFacts, Unjudged> {
    if let Some(facts) = &e.transcript().header.token {
        return Ok(facts);
    }
    if e.suite().app.auth == Some(Auth::OauthClientCredentials) {
        let reason = "the run was given a token; --auth oauth-client fetches one";
        return Err(Unjudged::not_shown(reason));
    }
    let reason = "the documentation does not say that the app uses OAuth client credentials";
    Err(Unjudged::Skipped(SkipKind::Suite, reason.to_owned()))
}
