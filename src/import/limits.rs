//! What a page says in prose that a suite can hold precisely; of the rest, where it stands.

use super::page::{Page, Sentence};
use super::remark::Remarks;
use crate::suite::{Attribute, AttributeType, Auth, Operation, RateLimit, Removal, Suite, Written};
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
    if s.text.len() > 1000 {
        return false;
    }
    removal(s, suite, remarks)
        || not_offered(s, suite, remarks)
        || rate_limit(s, suite, remarks)
        || of_attributes(s, suite, remarks)
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
        for (is_group, noun) in [(false, "users"), (true, "groups")] {
            let is_said = verbs.iter().any(|verb| {
                let what = format!("{verb} {noun}");
                let before = ["n't support ", "not support "]
                    .iter()
                    .any(|no| s.lower.contains(&format!("{no}{what}")));
                before
                    || [" is not supported", " isn't supported", " are not supported", " aren't supported"]
                        .iter()
                        .any(|no| s.lower.contains(&format!("{what}{no}")))
            });
            if is_said {
                let list = if is_group { &mut suite.group.not_offered } else { &mut suite.user.not_offered };
                if !list.contains(&operation) {
                    list.push(operation);
                }
                remarks.found(s.line, format!("not offered: {verb} {noun}", verb = verbs[2]));
                is_taken = true;
            }
        }
    }
    is_taken
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

/// Rules that name an attribute of the table by its path.
fn of_attributes(s: &Sentence, suite: &mut Suite, remarks: &mut Remarks) -> bool {
    equal(s, suite, remarks)
        | at_creation(s, suite, remarks)
        | longest(s, suite, remarks)
        | allowed(s, suite, remarks)
}

/// The attributes of the user table that the sentence names, in the order in which it does.
fn named<'a>(s: &Sentence, attributes: &'a mut [Attribute]) -> Vec<&'a mut Attribute> {
    let mut found: Vec<(usize, &mut Attribute)> =
        attributes.iter_mut().filter_map(|row| Some((position(s, row)?, row))).collect();
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, row)| row).collect()
}

fn position(s: &Sentence, attribute: &Attribute) -> Option<usize> {
    let path = attribute.target().as_str();
    let is_letter = |c: char| c.is_alphanumeric() || c == '.' || c == '[' || c == ':';
    let at = s.text.find(path)?;
    let before = s.text[..at].chars().next_back().is_some_and(is_letter);
    let mut behind = s.text[at + path.len()..].chars();
    let is_longer = match behind.next() {
        Some('.') => behind.next().is_some_and(char::is_alphanumeric),
        Some(c) => is_letter(c),
        None => false,
    };
    (!before && !is_longer).then_some(at)
}

/// "userName and emails[…].value must have the same value"
fn equal(s: &Sentence, suite: &mut Suite, remarks: &mut Remarks) -> bool {
    let says = s.has(&["must"]) && s.has(&["the same value", "be the same", "be identical", "be equal"]);
    let mut rows = if says { named(s, &mut suite.user.attributes) } else { Vec::new() };
    if rows.len() != 2 {
        return false;
    }
    // The name users are known by is the one the other follows.
    if rows[1].target().same("userName") {
        rows.swap(0, 1);
    }
    let to = rows[0].target().clone();
    remarks.found(s.line, format!("{} always equals {to}", rows[1].target()));
    rows[1].equals = Some(to);
    true
}

fn at_creation(s: &Sentence, suite: &mut Suite, remarks: &mut Remarks) -> bool {
    let says = s.has(&[
        "is immutable",
        "can't be updated",
        "cannot be updated",
        "only during creation",
        "only at creation",
        "only on creation",
        "only when the user is created",
        "can't be changed after creation",
        "cannot be changed after creation",
    ]);
    let rows = if says { named(s, &mut suite.user.attributes) } else { Vec::new() };
    let is_one = rows.len() == 1;
    for row in rows.into_iter().filter(|_| is_one) {
        remarks.found(s.line, format!("{} is written at creation only", row.target()));
        row.written = Some(Written::AtCreation);
    }
    is_one
}

/// "userName must be at most 20 characters long"
fn longest(s: &Sentence, suite: &mut Suite, remarks: &mut Remarks) -> bool {
    let words: Vec<&str> = s.lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let Some(noun) = words.iter().position(|word| *word == "characters") else { return false };
    let number = noun.checked_sub(1).and_then(|at| words[at].parse::<usize>().ok());
    let number = number.or_else(|| words.get(noun.checked_sub(2)?)?.parse().ok()).filter(|n| *n > 0);
    let is_below = s.has(&["shorter than", "fewer than", "less than"]);
    let is_limit = s.has(&[
        "at most",
        "no more than",
        "maximum",
        "up to",
        "not exceed",
        "n't exceed",
        "or fewer",
        "or less",
    ]);
    let mut rows = if is_below || is_limit { named(s, &mut suite.user.attributes) } else { Vec::new() };
    let (Some(number), 1) = (number, rows.len()) else { return false };
    let length = number - usize::from(is_below);
    if length == 0 || !is_text(rows[0]) {
        return false;
    }
    remarks.found(s.line, format!("{} has at most {length} characters", rows[0].target()));
    rows[0].max_length = Some(length);
    true
}

/// "userType must be one of "Employee", "Contractor"", where the values stand in quotes.
fn allowed(s: &Sentence, suite: &mut Suite, remarks: &mut Remarks) -> bool {
    let says = ["must be one of", "accepts only", "takes only", "allowed values are", "valid values are"];
    let Some(at) = says.iter().find_map(|words| Some(s.lower.find(words)? + words.len())) else {
        return false;
    };
    let values = quoted(&s.text[at..]);
    let mut rows = named(s, &mut suite.user.attributes);
    if rows.len() != 1 || values.is_empty() || !is_text(rows[0]) {
        return false;
    }
    remarks.found(s.line, format!("{} takes {} only", rows[0].target(), values.join(", ")));
    rows[0].values = values;
    true
}

fn is_text(attribute: &Attribute) -> bool {
    attribute.kind == AttributeType::String
}

/// What stands in quotes, each text once.
fn quoted(text: &str) -> Vec<String> {
    let text = text.replace(['“', '”', '„'], "\"");
    let parts: Vec<&str> = text.split('"').collect();
    let is_closed = parts.len() % 2 == 1;
    let inner = parts.into_iter().skip(1).step_by(2).filter(|_| is_closed);
    let values = inner.map(|value| value.trim_end_matches([',', '.']).to_owned());
    let mut seen = std::collections::HashSet::new();
    values.filter(|value| !value.is_empty() && seen.insert(value.clone())).collect()
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

    fn read(text: &str) -> Suite {
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
    fn what_is_said_of_attributes() {
        let row = |text: &str, at: usize| read(text).user.attributes[at].clone();
        let equals = row("`userName` and `emails[type eq \"work\"].value` must be the same.", 2).equals;
        assert_eq!(equals.unwrap().as_str(), "userName");
        assert_eq!(row("userName must be shorter than 21 characters.", 0).max_length, Some(20));
        assert_eq!(row("The userName can have up to 20 characters.", 0).max_length, Some(20));
        assert_eq!(row("userType can't be updated.", 1).written, Some(Written::AtCreation));
        assert_eq!(row("userType must be one of \"Crew\", \"Guest\".", 1).values, ["Crew", "Guest"]);
        assert_eq!(row("userType must be one of the roles.", 1).values, [""; 0]);
        assert_eq!(row("userNames must be shorter than 21 characters.", 0).max_length, None);
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
