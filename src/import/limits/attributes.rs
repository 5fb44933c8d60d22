//! What sentences say of one attribute, which they name by its path.

use super::super::page::Sentence;
use super::super::remark::Remarks;
use crate::suite::{Attribute, AttributeType, Suite, Written};

/// Rules that name an attribute of the table by its path.
pub(super) fn of_attributes(s: &Sentence, suite: &mut Suite, remarks: &mut Remarks) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::limits::tests::read;

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
}
