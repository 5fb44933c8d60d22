//! What makes an override unusable.

use super::case::Problem;
use super::spans::Key;
use super::{Override, Suite};
use crate::text::nearest;

/// The first thing that is wrong with a suite's overrides, of those that are its own and not inherited.
pub(super) fn problems(suite: &Suite, own: &[Override], checks: &[&str]) -> Result<(), Problem> {
    let cases: Vec<String> = suite.cases.iter().map(|case| case.check_id()).collect();
    for (at, entry) in own.iter().enumerate() {
        let keys = |name: &str| vec![Key::from("override"), Key::from(at), Key::from(name)];
        let known = || checks.iter().copied().chain(cases.iter().map(String::as_str));
        let problem = |name: &str, message: String| Err(Problem { keys: keys(name), message });
        let check = entry.check.as_str();
        if !known().any(|id| id == check) {
            let hint = nearest(check, known()).map(|id| format!(", did you mean '{id}'?"));
            let hint = hint.unwrap_or_else(|| "; `scimproof check list` shows all".to_owned());
            return problem("check", format!("there is no check '{check}'{hint}"));
        }
        if own[..at].iter().any(|earlier| earlier.check == check) {
            return problem("check", format!("there are two overrides of '{check}'; make one of them"));
        }
        if entry.severity.is_some() == entry.skip {
            let message = "an override has one of severity = \"note\" and skip = true";
            return problem(if entry.skip { "skip" } else { "check" }, message.to_owned());
        }
        if entry.reason.trim().is_empty() {
            return problem("reason", format!("say why '{check}' does not apply to the app as it stands"));
        }
    }
    Ok(())
}
