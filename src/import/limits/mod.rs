//! What a page says in prose that a suite can hold precisely; of the rest, where it stands.

mod attributes;

use super::page::{Page, Sentence};
use super::remark::Remarks;
use crate::suite::{Auth, Operation, RateLimit, Removal, Suite};
use crate::text::cut;

/// Headings below which limits stand.
const SECTIONS: &[&str] = &[
    "limitation",
    "known issue",
    "restriction",
    "troubleshoot",
    "additional information",
    "additional details",
    "einschränkung",
    "制限",
    "limites",
    "limitaciones",
];

/// Most notes of sentences that no field holds.
const MOST: usize = 40;

/// Takes over what the prose says.
pub(super) fn take(page: &Page, suite: &mut Suite, remarks: &mut Remarks) {
    let mut unread = 0;
    for sentence in &page.sentences {
        let is_taken = rule(sentence, suite, remarks);
        let is_limit = SECTIONS.iter().any(|word| sentence.heading.contains(word))
            && *sentence.heading != *sentence.lower;
        if is_limit && !is_taken && is_statement(sentence) {
            unread += 1;
            if unread <= MOST {
                let start = cut(&sentence.text, 40);
                suite
                    .app
                    .notes
                    .push(format!("line {} of the page, not turned into a field: {start}", sentence.line));
                remarks.look(sentence.line, format!("no field holds what is said here: {start}"));
            }
        }
    }
    without_contradictions(suite, remarks);
    notes(page, suite, remarks);
}

/// Of two statements that exclude each other, none is taken.
fn without_contradictions(suite: &mut Suite, remarks: &mut Remarks) {
    let user = &mut suite.user;
    if user.removal == Some(Removal::DeleteOnly) && user.not_offered.contains(&Operation::Delete) {
        remarks.look(None, "users are said to be deleted only, and not to be deleted; neither is taken");
        user.removal = None;
        user.not_offered.retain(|operation| *operation != Operation::Delete);
    }
    for row in &mut user.attributes {
        let longest = row.values.iter().map(|value| value.chars().count()).max();
        if longest.zip(row.max_length).is_some_and(|(longest, most)| longest > most) {
            let text = format!("{}: a value is longer than is allowed; neither is taken", row.target());
            remarks.look(None, text);
            row.max_length = None;
            row.values.clear();
        }
    }
}

/// Groups and Default Access have rules of their own.
fn is_statement(s: &Sentence) -> bool {
    let is_covered = s.has(&["default access"]) || (s.has(&["group"]) && s.has(&["support"]));
    s.text.split_whitespace().count() >= 4 && !is_covered && !s.lower.starts_with("screenshot")
}

/// Whether one of the rules took the sentence.
fn rule(s: &Sentence, suite: &mut Suite, remarks: &mut Remarks) -> bool {
    // Nothing shorter than "Never deleted" says anything.
    if !(12..=1000).contains(&s.text.len()) {
        return false;
    }
    removal(s, suite, remarks)
        || not_offered(s, suite, remarks)
        || rate_limit(s, suite, remarks)
        || attributes::of_attributes(s, suite, remarks)
}

fn removal(s: &Sentence, suite: &mut Suite, remarks: &mut Remarks) -> bool {
    let is_denied = s.has(&["not support", "n't support", "not supported", "n't supported", "unsupported"]);
    let hard =
        s.has(&["hard delet", "permanent delet", "permanently delet", "hard-delet", "permanent deletion"]);
    let soft =
        s.has(&["soft delet", "soft-delet", "disabling of users", "disabling users", "deactivating users"]);
    let only_hard = s.has(&["only hard delet", "only supports hard delet"]);
    let only_soft = s.has(&[
        "only soft delet",
        "only supports soft delet",
        "no hard delet",
        "never deleted",
        "but not deleted",
    ]);
    let removal = if only_hard || (soft && is_denied && !hard) {
        Removal::DeleteOnly
    } else if only_soft || (hard && is_denied && !soft) {
        Removal::DisableOnly
    } else {
        return false;
    };
    let word = if removal == Removal::DisableOnly {
        "users are disabled, never deleted"
    } else {
        "users are deleted, never disabled"
    };
    if suite.user.removal.is_some_and(|earlier| earlier != removal) {
        remarks.look(s.line, format!("says that {word}; an earlier line says otherwise and counts"));
    } else {
        remarks.found(s.line, format!("removal: {word}"));
        suite.user.removal = Some(removal);
    }
    true
}

/// "doesn't support creating users"
fn not_offered(s: &Sentence, suite: &mut Suite, remarks: &mut Remarks) -> bool {
    let verbs = [
        (Operation::Create, ["creating", "creation of", "create"]),
        (Operation::Update, ["updating", "updates of", "update"]),
        (Operation::Delete, ["deleting", "deletion of", "delete"]),
    ];
    if !s.has(&["support"]) {
        return false;
    }
    let mut is_taken = false;
    for (operation, verbs) in verbs {
        for (noun, list) in [("users", &mut suite.user.not_offered), ("groups", &mut suite.group.not_offered)]
        {
            if !verbs.iter().any(|verb| is_unsupported(s, &format!("{verb} {noun}"))) {
                continue;
            }
            if !list.contains(&operation) {
                list.push(operation);
            }
            remarks.found(s.line, format!("not offered: {} {noun}", verbs[2]));
            is_taken = true;
        }
    }
    is_taken
}

fn is_unsupported(s: &Sentence, what: &str) -> bool {
    let before = ["n't support ", "not support "];
    let behind = [" is not supported", " isn't supported", " are not supported", " aren't supported"];
    before.iter().any(|no| s.lower.contains(&format!("{no}{what}")))
        || behind.iter().any(|no| s.lower.contains(&format!("{what}{no}")))
}

/// "10 requests per second", where it is a limit.
fn rate_limit(s: &Sentence, suite: &mut Suite, remarks: &mut Remarks) -> bool {
    if !s.has(&["limit", "at most", "up to", "throttl", "maximum"]) {
        return false;
    }
    let words: Vec<&str> =
        s.lower.split(|c: char| !c.is_alphanumeric() && c != ',').filter(|w| !w.is_empty()).collect();
    let noun = |word: &str| ["requests", "calls", "request", "call"].contains(&word);
    let found = words.iter().enumerate().find_map(|(at, word)| {
        let requests: u32 = word.trim_matches(',').replace(',', "").parse().ok().filter(|n| *n > 0)?;
        let rest = words.get(at + 1..)?;
        let noun_at = rest.iter().take(3).position(|word| noun(word))?;
        let unit = rest[noun_at + 1..].iter().take(3).find_map(|word| seconds(word))?;
        Some(RateLimit { requests, seconds: unit })
    });
    let Some(limit) = found else { return false };
    if suite.app.rate_limit.is_some_and(|earlier| earlier != limit) {
        remarks.look(s.line, "another rate limit than on an earlier line, which counts");
    } else {
        remarks.found(s.line, format!("rate limit: {} requests in {} s", limit.requests, limit.seconds));
        suite.app.rate_limit = Some(limit);
    }
    true
}

fn seconds(word: &str) -> Option<u32> {
    match word.trim_end_matches('s') {
        "second" | "sec" => Some(1),
        "minute" | "min" => Some(60),
        "hour" => Some(3600),
        "day" => Some(86_400),
        _ => None,
    }
}

/// Facts that concern people more than the run.
fn notes(page: &Page, suite: &mut Suite, remarks: &mut Remarks) {
    let mut note = |line: Option<usize>, text: &str| {
        remarks.found(line, format!("note: {text}"));
        suite.app.notes.push(text.to_owned());
    };
    let roles =
        suite.user.attributes.iter().find(|row| row.target().same(ROLE) && row.required == Some(true));
    if roles.is_some() {
        note(None, &format!("a primary role is required, addressed as {ROLE}"));
    }
    let step = page.first(|s| s.heading.contains("support provisioning") && asks_vendor(s));
    if let Some(s) = step {
        note(Some(s.line), "vendor support must enable provisioning");
    }
    let is_button = suite.app.auth == Some(Auth::OauthAuthorize) && suite.app.tenant_url.is_none();
    if is_button && page.first(|s| s.has(&["tenant url"])).is_none() {
        note(
            None,
            "connected with an Authorize button and admin credentials; the page shows no tenant URL field",
        );
    }
    if let Some(s) = page.first(|s| s.has_all(&["scim", "scope dropdown"])) {
        let is_once =
            page.first(|s| s.has(&["only time you can view", "shown once", "displayed once"])).is_some();
        let text = if is_once {
            "the access token needs the SCIM scope and is shown once"
        } else {
            "the access token needs the SCIM scope"
        };
        note(Some(s.line), text);
    }
}

const ROLE: &str = "roles[primary eq \"True\"].value";

fn asks_vendor(s: &Sentence) -> bool {
    s.lower.starts_with("contact ")
        && s.has(&[" support", "customer care", "customer success"])
        && s.has(&["configure", "enable"])
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn read(text: &str) -> Suite {
        let table = r#"attributes = [
            { path = 'userName', type = "String" },
            { path = 'userType', type = "String" },
            { path = 'emails[type eq "work"].value', type = "String" },
        ]"#;
        let head = "schema = 1\n[app]\nname = \"Tern\"\nslug = \"tern\"\n[user]\n";
        let mut suite: Suite = toml::from_str(&format!("{head}{table}")).unwrap();
        take(&Page::new(text), &mut suite, &mut Remarks::default());
        suite
    }

    #[test]
    fn what_is_said_of_removal() {
        for (text, expected) in [
            ("Hard deletes are not supported.", Some(Removal::DisableOnly)),
            ("Tern doesn’t support permanently deleting users.", Some(Removal::DisableOnly)),
            ("Soft delete of users is not supported.", Some(Removal::DeleteOnly)),
            ("Only hard delete is supported.", Some(Removal::DeleteOnly)),
            ("Neither soft delete nor hard delete is not supported.", None),
            ("Users are deleted.", None),
        ] {
            assert_eq!(read(text).user.removal, expected, "{text}");
        }
    }

    #[test]
    fn limits_and_what_is_not_offered() {
        assert_eq!(
            read("Requests are limited to 1,200 API calls per minute.").app.rate_limit,
            Some(RateLimit { requests: 1200, seconds: 60 })
        );
        assert_eq!(read("It answered 25 requests per second.").app.rate_limit, None);
        assert_eq!(read("Tern does not support creating users.").user.not_offered, [Operation::Create]);
        assert_eq!(read("Deleting groups isn't supported.").group.not_offered, [Operation::Delete]);
    }

    #[test]
    fn what_no_field_holds_is_a_note() {
        let suite = read(
            "## Connector limitations\n\n* Names with a comma are cut at the comma, whatever stands behind it.\n",
        );
        assert_eq!(
            suite.app.notes,
            ["line 3 of the page, not turned into a field: Names with a comma are cut at the comma…"]
        );
    }
}
