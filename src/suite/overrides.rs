//! What makes an override unusable.

use super::case::Problem;
use super::spans::Key;
use super::{Override, Suite};
use crate::text::nearest;

/// What is wrong with a suite's overrides, of those that are its own and not inherited: one thing of each. `checks` are the
/// ids that may be named beside the suite's cases; where there are none, they are not judged.
pub(super) fn problems(suite: &Suite, own: &[Override], checks: &[&str]) -> Vec<Problem> {
    let cases: Vec<String> = suite.cases.iter().map(|case| case.check_id()).collect();
    let known: Vec<&str> = checks.iter().copied().chain(cases.iter().map(String::as_str)).collect();
    let known = if checks.is_empty() { None } else { Some(known.as_slice()) };
    let wrong = |(at, entry): (usize, &Override)| {
        let (key, message) = problem(entry, &own[..at], known)?;
        Some(Problem { keys: vec![Key::from("override"), Key::from(at), Key::from(key)], message })
    };
    own.iter().enumerate().filter_map(wrong).collect()
}

/// The key at fault, and what is wrong.
fn problem(entry: &Override, earlier: &[Override], known: Option<&[&str]>) -> Option<(&'static str, String)> {
    let check = entry.check.as_str();
    if let Some(known) = known.filter(|known| !known.contains(&check)) {
        let hint = nearest(check, known.iter().copied()).map(|id| format!(", did you mean '{id}'?"));
        let hint = hint.unwrap_or_else(|| "; `scimproof check list` shows all".to_owned());
        return Some(("check", format!("there is no check '{check}'{hint}")));
    }
    if earlier.iter().any(|other| other.check == check) {
        return Some(("check", format!("the check {check} is overridden twice; make one of them")));
    }
    match (entry.severity, entry.skip) {
        (None, false) => {
            let message = "the override changes nothing; add severity = \"note\" or skip = true";
            Some(("check", message.to_owned()))
        }
        (Some(_), true) => {
            Some(("skip", "what is skipped has no severity; leave one of the two lines out".to_owned()))
        }
        _ if entry.reason.trim().is_empty() => {
            Some(("reason", format!("say why '{check}' does not apply to the app as it stands")))
        }
        _ => None,
    }
}
