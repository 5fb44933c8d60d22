//! Care: before the first write beyond this machine, what it would do to existing accounts, and the question.

use std::io::{BufRead, Write};

use jiff::Timestamp;

use super::open;
use crate::error::Error;
use crate::http::base_url::BaseUrl;
use crate::provision::cycle::{Service, Survey};
use crate::provision::state::State;
use crate::text::printable;

/// Counts by GET requests alone what the cycle would do to accounts, says it, and asks.
pub(super) async fn agree(
    service: &Service<'_>,
    state: &mut State,
    now: Timestamp,
    base: &BaseUrl,
) -> Result<(), Error> {
    let survey = service.survey(state, now).await.map_err(open::state_error)?;
    if let Some(trouble) = &survey.halted {
        let help = format!("scimproof explain {}", trouble.code);
        return Err(Error::Unreachable(trouble.message.clone(), help));
    }
    ask(&sentence(&survey, base))
}

/// Says what is about to be done and asks whether to go on.
pub(super) fn ask(sentence: &str) -> Result<(), Error> {
    let mut err = std::io::stderr();
    write!(err, "{}\nGo on? [y/N] ", printable(sentence))?;
    err.flush()?;
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer)?;
    if ["y", "yes"].contains(&answer.trim().to_lowercase().as_str()) {
        return Ok(());
    }
    Err(Error::usage(
        "nothing was written",
        "answer y to go on, or use --create-only to touch no existing account",
    ))
}

fn sentence(survey: &Survey, base: &BaseUrl) -> String {
    let Survey { created, changed, disabled, deleted, staged, references, failed, .. } = survey;
    let waiting = if *staged > 0 { format!(" {staged} more deletions wait for you.") } else { String::new() };
    let failing = if *failed > 0 {
        format!(" {failed} objects fail already when they are read.")
    } else {
        String::new()
    };
    let referring = if *references > 0 {
        format!(" Up to {references} managers and members are written to existing accounts and groups.")
    } else {
        String::new()
    };
    format!(
        "In {}, this changes {changed} existing accounts, disables {disabled} and deletes {deleted}; it creates \
         {created}.{referring}{waiting}{failing}",
        base.as_text()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_names_every_number() {
        let base = BaseUrl::parse("https://scim.contoso.example/v2").unwrap();
        let survey = Survey {
            created: 7,
            changed: 3,
            disabled: 2,
            deleted: 1,
            staged: 4,
            references: 6,
            failed: 5,
            halted: None,
        };
        assert_eq!(
            sentence(&survey, &base),
            "In https://scim.contoso.example/v2, this changes 3 existing accounts, disables 2 and deletes 1; it creates 7. \
             Up to 6 managers and members are written to existing accounts and groups. 4 more deletions wait for you. 5 objects fail already when they are read."
        );
    }
}
