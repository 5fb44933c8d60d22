//! Rules for values that no value obeys, left out of a suite that was read from elsewhere: a page may be wrong, or be
//! misread, and the rest of what it says is of use all the same.

use super::sample::{Impossible, Of, Sampler, Template};
use super::{Attribute, Suite, value};

/// Rules of one row that can be at fault, one after the other.
const KEYS: usize = 5;

/// Leaves such rules out, and says of each what was wrong with it.
pub fn relax(suite: &mut Suite) -> Vec<String> {
    let rows = suite.user.attributes.iter_mut().chain(&mut suite.group.attributes);
    let mut told: Vec<String> = rows.filter_map(contradictory).collect();
    for _ in 0..KEYS {
        let found = Sampler::of(suite).impossible();
        if found.is_empty() {
            break;
        }
        for wrong in &found {
            leave_out(suite, wrong);
            told.push(format!("{wrong}; '{}' is left out", wrong.key));
        }
    }
    told
}

/// Values and samples that are none.
fn contradictory(row: &mut Attribute) -> Option<String> {
    let pattern = row.pattern.as_deref().and_then(|pattern| value::whole(pattern).ok());
    let wrong = row
        .values
        .iter()
        .find_map(|value| Some((value, value::contradiction(row, pattern.as_ref(), value)?)));
    if let Some((value, reason)) = wrong {
        let told = format!("{}: '{value}' {reason}; 'values' is left out", row.target());
        row.values.clear();
        return Some(told);
    }
    let sample = row.sample.as_deref()?;
    let reason = match sample.parse::<Template>() {
        Ok(template) => value::sample_contradiction(row, pattern.as_ref(), &template)?,
        Err(error) => error.to_string(),
    };
    let told = format!("{}: '{sample}' {reason}; 'sample' is left out", row.target());
    row.sample = None;
    Some(told)
}

fn leave_out(suite: &mut Suite, wrong: &Impossible) {
    let rows = if wrong.of == Of::User { &mut suite.user.attributes } else { &mut suite.group.attributes };
    let Some(row) = rows.iter_mut().find(|row| row.printed().as_str() == wrong.path) else { return };
    match wrong.key {
        "sample" => row.sample = None,
        "values" => row.values.clear(),
        "equals" => row.equals = None,
        "pattern" => row.pattern = None,
        _ => row.max_length = None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suite(rows: &str) -> Suite {
        let head = "schema = 1\n[app]\nname = \"Tern\"\nslug = \"tern\"\n[user]\n";
        toml::from_str(&format!("{head}attributes = [{rows}]")).unwrap()
    }

    #[test]
    fn what_cannot_be_is_left_out_and_told() {
        for (row, told) in [
            ("path = 'userName', type = \"String\", max_length = 5", "'max_length' is left out"),
            ("path = 'userName', type = \"String\", values = [\"a\"]", "'values' is left out"),
            ("path = 'externalId', type = \"String\", equals = \"userName\"", "'equals' is left out"),
            ("path = 'title', type = \"String\", pattern = \"(\"", "'pattern' is left out"),
            ("path = 'x', type = \"Integer\", sample = \"one\"", "'sample' is left out"),
            ("path = 'title', type = \"String\", sample = \"{%no%}\"", "'sample' is left out"),
            ("path = 'active', type = \"Boolean\", values = [\"yes\"]", "'values' is left out"),
        ] {
            let mut suite = suite(&format!("{{ {row} }}"));
            let said = relax(&mut suite);
            assert_eq!(said.len(), 1, "{said:?}");
            assert!(said[0].ends_with(told), "{said:?}");
            let row = &suite.user.attributes[0];
            assert_eq!(*row, Attribute::new(row.printed().clone(), row.kind));
        }
    }

    #[test]
    fn what_can_be_stays() {
        let rows = "{ path = 'title', type = \"String\", max_length = 20, sample = \"crew\" }";
        let before = suite(rows);
        let mut after = before.clone();
        assert_eq!(relax(&mut after), [""; 0]);
        assert_eq!(after, before);
    }
}
