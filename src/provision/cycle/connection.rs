//! Test Connection (Microsoft Learn, "Develop a SCIM endpoint": a query by the matching attribute for a random GUID,
//! to be answered with an empty list).

use super::Service;
use super::answer;
use super::failure::Trouble;
use super::wire::Wire;
use crate::http::Method;
use crate::provision::mapping::{Match, ObjectMapping};
use crate::provision::rules::answers::{Answer, Asked, code_of};

/// Why Test Connection failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {message}")]
pub struct ConnectionFailure {
    /// Error code.
    pub code: String,
    /// What the portal would show.
    pub message: String,
}

pub(super) async fn test(service: &Service<'_>, guid: &str) -> Result<(), ConnectionFailure> {
    let wire = Wire::new(service, 0, jiff::Timestamp::UNIX_EPOCH);
    let mappings = std::iter::once(&service.mappings.user).chain(&service.mappings.group);
    for mapping in mappings {
        if let Some(target) = first_matching(mapping) {
            finds_nothing(&wire, mapping, &Match { target, value: guid.to_owned() }).await?;
        }
    }
    Ok(())
}

/// The target attribute of the lowest matching precedence.
fn first_matching(mapping: &ObjectMapping) -> Option<String> {
    let matching = mapping.attributes.iter().filter(|attribute| attribute.matching.is_some());
    matching.min_by_key(|attribute| attribute.matching).map(|attribute| attribute.target.to_string())
}

async fn finds_nothing(wire: &Wire, mapping: &ObjectMapping, by: &Match) -> Result<(), ConnectionFailure> {
    let response = wire.find(mapping.kind, by).await.map_err(|trouble| failure(&trouble))?;
    match answer::list(&response) {
        Ok((0, _)) => Ok(()),
        Ok((found, _)) => Err(ConnectionFailure {
            code: code(None),
            message: format!(
                "a query for a {} that cannot exist found {found}; the answer must be an empty list",
                mapping.kind.to_string().to_lowercase()
            ),
        }),
        Err(trouble) => Err(failure(&trouble)),
    }
}

fn failure(trouble: &Trouble) -> ConnectionFailure {
    ConnectionFailure { code: code(trouble.status), message: trouble.message.clone() }
}

fn code(status: Option<u16>) -> String {
    let answer = status.map_or(Answer::Unreadable, Answer::Status);
    code_of(Method::Get, answer, Asked::TestConnection).to_owned()
}
