//! Values that obey the rules of an attribute: one after the other is tried, the most realistic first.

use super::natural;
use super::pattern::Pattern;
use super::person::{Person, in_ascii};
use super::serial::{ALPHANUMERIC, Serial};
use super::{Version, target};
use crate::suite::Attribute;

/// What an attribute says of the form of its values.
#[derive(Debug, Clone)]
pub(super) struct Form {
    attribute: Attribute,
    pattern: Option<Pattern>,
    /// Whether each value has to hold the run id, by which the run knows its own resources again.
    is_marked: bool,
}

/// A value before and after an update.
type Pair = [String; 2];

impl Form {
    /// The form of an attribute; a pattern that is none is told in words.
    pub(super) fn of(attribute: &Attribute, is_marked: bool) -> Result<Self, String> {
        let pattern = attribute.pattern.as_deref().map(Pattern::new).transpose();
        let pattern = pattern.map_err(|error| format!("'pattern' is not a regular expression: {error}"))?;
        Ok(Self { attribute: attribute.clone(), pattern, is_marked })
    }

    /// Whether it is the form of this row.
    pub(super) fn is_of(&self, attribute: &Attribute, is_marked: bool) -> bool {
        self.attribute == *attribute && self.is_marked == is_marked
    }

    /// Why a text cannot be a value.
    pub(super) fn objection(&self, text: &str) -> Option<String> {
        let length = text.chars().count();
        match (&self.pattern, self.attribute.max_length) {
            (_, Some(most)) if length > most => {
                Some(format!("has {length} characters, and 'max_length' is {most}"))
            }
            (Some(pattern), _) if !pattern.matches(text) => Some("does not match 'pattern'".to_owned()),
            _ => None,
        }
    }

    /// The value nearest to the natural ones that obeys; none if there is none.
    pub(super) fn value(&self, natural: &Pair, who: Person) -> Option<String> {
        let pair = self.pair(natural, who)?;
        let [created, changed] = pair;
        Some(who.pick(created, changed))
    }

    fn pair(&self, natural: &Pair, who: Person) -> Option<Pair> {
        let candidates = self.candidates(natural, who);
        let obeys = |pair: &&Pair| pair.iter().all(|text| self.obeys(text, who));
        let differ = candidates.iter().filter(obeys).find(|[created, changed]| created != changed);
        // Where the rules leave one value only, an update writes it again.
        differ.or_else(|| candidates.iter().find(obeys).filter(|_| !self.is_marked)).cloned()
    }

    fn obeys(&self, text: &str, who: Person) -> bool {
        !text.is_empty() && self.objection(text).is_none() && (!self.is_marked || text.contains(who.run))
    }

    fn candidates(&self, natural: &Pair, who: Person) -> Vec<Pair> {
        let mut pairs = vec![natural.clone(), each(natural, str::to_lowercase)];
        let path = target(&self.attribute).path();
        if self.is_marked {
            let has_domain = natural[0].contains('@');
            pairs.extend(marked(who).into_iter().filter(|[name, _]| has_domain || !name.contains('@')));
        } else if natural::is_identifier(path) {
            pairs.extend(self.identifiers(natural, who));
        } else {
            pairs.extend(self.plain(natural));
        }
        let marker = self.is_marked.then_some(who.run);
        pairs.extend(self.written(who, marker));
        if !self.is_marked {
            pairs.extend(self.short(natural, who));
        }
        pairs
    }

    /// The same words in other letters, then cut short.
    fn plain(&self, natural: &Pair) -> Vec<Pair> {
        let ascii = each(natural, in_ascii);
        let words = each(&ascii, |text| only(text, |c| c.is_ascii_alphanumeric(), " "));
        let letters = each(&ascii, |text| only(text, |c| c.is_ascii_alphabetic(), ""));
        let digits = each(&ascii, |text| only(text, |c| c.is_ascii_digit(), ""));
        let upper = each(&ascii, str::to_uppercase);
        let lower = each(&ascii, str::to_lowercase);
        let mut pairs = vec![ascii, words, letters, digits, upper, lower];
        let low = [&pairs[1], &pairs[2]].map(|pair| each(pair, str::to_lowercase));
        let high = [&pairs[1], &pairs[2]].map(|pair| each(pair, str::to_uppercase));
        pairs.extend(low.into_iter().chain(high));
        if let Some(most) = self.attribute.max_length {
            let cut = |text: &str| text.chars().take(most).collect::<String>().trim_end().to_owned();
            pairs.extend(std::iter::once(natural).chain(&pairs.clone()).map(|pair| each(pair, cut)));
        }
        pairs
    }

    /// Shorter forms of an identifier that tell people apart as well.
    fn identifiers(&self, natural: &Pair, who: Person) -> Vec<Pair> {
        let mut pairs = vec![each(natural, |text| only(text, |c| c.is_ascii_digit(), ""))];
        let Some((_, domain)) = natural[0].split_once('@') else { return pairs };
        let own =
            marked(who).map(|pair| each(&pair, |text| text.split('@').next().unwrap_or_default().to_owned()));
        pairs.extend(own.iter().map(|pair| each(pair, |local| format!("{local}@{domain}"))));
        let room = self.attribute.max_length.unwrap_or(usize::MAX).saturating_sub(domain.len() + 1).min(8);
        if room >= 3 {
            let local = self.serials(who, |serial| serial.letters(room, LOWER));
            pairs.push(each(&local, |local| format!("{local}@{domain}")));
        }
        pairs
    }

    /// What is written from the pattern.
    fn written(&self, who: Person, marker: Option<&str>) -> Vec<Pair> {
        let Some(pattern) = &self.pattern else { return Vec::new() };
        let texts = |version| pattern.texts(self.serial(who.at(version)), marker);
        let (created, changed) = (texts(Version::Created), texts(Version::Changed));
        let pairs = created.iter().zip(&changed).map(|(created, changed)| [created.clone(), changed.clone()]);
        // Where the versions differ in the number of texts, or agree, any two will do.
        let crossed =
            created.iter().flat_map(|left| changed.iter().map(|right| [left.clone(), right.clone()]));
        pairs.chain(crossed).collect()
    }

    /// Digits and letters as long as may be, digits first where the natural value has no letters.
    fn short(&self, natural: &Pair, who: Person) -> Vec<Pair> {
        let length = self.attribute.max_length.unwrap_or(10).min(10);
        if natural[0].contains('@') {
            return Vec::new(); // nothing short of an address is one
        }
        let mut pairs = vec![
            self.serials(who, |serial| serial.letters(length, LOWER)),
            self.serials(who, |serial| serial.letters(length, ALPHANUMERIC)),
            self.serials(who, |serial| serial.digits(length)),
        ];
        if !natural[0].contains(char::is_alphabetic) {
            pairs.reverse();
        }
        pairs
    }

    fn serials(&self, who: Person, write: impl Fn(Serial) -> String) -> Pair {
        [Version::Created, Version::Changed].map(|version| write(self.serial(who.at(version))))
    }

    fn serial(&self, who: Person) -> Serial {
        who.serial(target(&self.attribute).as_str())
    }
}

const LOWER: &str = "abcdefghijklmnopqrstuvwxyz0123456789";

/// Short names that hold the run id: first with the domain, then without.
fn marked(who: Person) -> [Pair; 6] {
    let Person { run, number, domain, .. } = who;
    [
        [format!("{run}.{number}@{domain}"), format!("x{run}.{number}@{domain}")],
        [format!("{run}.{number}"), format!("x{run}.{number}")],
        [format!("{run}-{number}"), format!("x{run}-{number}")],
        [format!("{run}_{number}"), format!("x{run}_{number}")],
        [format!("{run} {number}"), format!("x{run} {number}")],
        [format!("{run}{number}"), format!("x{run}{number}")],
    ]
}

fn each(pair: &Pair, change: impl Fn(&str) -> String) -> Pair {
    [change(&pair[0]), change(&pair[1])]
}

/// The text with `instead` for every run of other characters.
fn only(text: &str, keep: impl Fn(char) -> bool, instead: &str) -> String {
    let parts: Vec<&str> = text.split(|c| !keep(c)).filter(|part| !part.is_empty()).collect();
    parts.join(instead)
}
