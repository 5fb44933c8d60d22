//! Regular expressions of .NET, matched by the crate at hand. Balancing groups and right-to-left matching are not
//! supported and said so.

use fancy_regex::{Captures, Regex};

use super::replacement;
use super::translate::{groups, numbered, translate};

/// How often matching one text may turn back before it counts as hopeless; .NET has no such limit, only patience.
const BACKTRACK_LIMIT: usize = 200_000;

/// How many instructions a pattern may become; repetitions of repetitions multiply.
const MAX_PROGRAM: usize = 100_000;

/// A compiled pattern.
#[derive(Debug, Clone)]
pub(in super::super) struct Pattern {
    source: String,
    regex: Regex,
    /// Groups by their number in .NET: the group's place in the translated pattern.
    numbers: Vec<usize>,
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Pattern {
    /// Compiles a pattern.
    pub(in super::super) fn new(source: &str) -> Result<Self, String> {
        let numbers = numbered(&groups(source));
        let translated = translate(source, &numbers)?;
        let regex = fancy_regex::RegexBuilder::new(&translated)
            .backtrack_limit(BACKTRACK_LIMIT)
            .max_prog_size(MAX_PROGRAM)
            .build();
        let regex = regex.map_err(|error| unusable(source, &error.to_string()))?;
        Ok(Self { source: source.to_owned(), regex, numbers })
    }

    /// Whether it has a group of this name or number.
    pub(in super::super) fn has_group(&self, name: &str) -> bool {
        self.place(name).is_some()
    }

    /// The place of a group in the translated pattern.
    pub(super) fn place(&self, name: &str) -> Option<usize> {
        if let Ok(number) = name.parse::<usize>() {
            return self.numbers.get(number).copied();
        }
        self.regex.capture_names().position(|known| known == Some(name))
    }

    /// How many groups it has, the whole match included.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Every match replaced; in the replacement `$1`, `${name}`, `$&` and `$$` have their meaning.
    pub(in super::super) fn replace(
        &self,
        text: &str,
        replacement: &str,
        limit: usize,
    ) -> Result<String, String> {
        self.rewrite(text, limit, |captures, text, out| {
            replacement::expand(self, captures, text, replacement, out);
        })
    }

    /// In every match the text of the group replaced.
    pub(in super::super) fn replace_group(
        &self,
        text: &str,
        group: &str,
        new: &str,
        limit: usize,
    ) -> Result<String, String> {
        let place = self.place(group);
        self.rewrite(text, limit, |captures, text, out| {
            let Some(whole) = captures.get(0) else { return };
            match place.and_then(|place| captures.get(place)) {
                Some(part) if whole.start() <= part.start() && part.end() <= whole.end() => {
                    out.extend([&text[whole.start()..part.start()], new, &text[part.end()..whole.end()]]);
                }
                _ => out.push_str(whole.as_str()),
            }
        })
    }

    /// The text of the group in the first match.
    pub(in super::super) fn group(&self, text: &str, group: &str) -> Result<Option<String>, String> {
        let captures = self.regex.captures(text).map_err(|error| hopeless(&error))?;
        let found = captures
            .zip(self.place(group))
            .and_then(|(captures, place)| captures.get(place).map(|part| part.as_str().to_owned()));
        Ok(found)
    }

    fn rewrite(
        &self,
        text: &str,
        limit: usize,
        write: impl Fn(&Captures<str>, &str, &mut String),
    ) -> Result<String, String> {
        let mut out = String::new();
        let mut end = 0;
        for captures in self.regex.captures_iter(text) {
            let captures = captures.map_err(|error| hopeless(&error))?;
            let Some(whole) = captures.get(0) else { continue };
            out.push_str(&text[end..whole.start()]);
            write(&captures, text, &mut out);
            end = whole.end();
            if out.len() > limit {
                return Err("the value would be longer than one mebibyte".into());
            }
        }
        out.push_str(&text[end..]);
        Ok(out)
    }
}

fn hopeless(error: &fancy_regex::Error) -> String {
    format!("the regular expression was given up: {error}")
}

fn unusable(source: &str, reason: &str) -> String {
    let reason = crate::text::cut(reason.lines().last().unwrap_or_default().trim(), 120);
    format!("'{}' is no regular expression that can be used: {reason}", crate::text::cut(source, 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: usize = 1 << 20;

    fn replaced(pattern: &str, text: &str, replacement: &str) -> String {
        Pattern::new(pattern).unwrap().replace(text, replacement, LIMIT).unwrap()
    }

    #[test]
    fn dialect_of_dotnet() {
        assert_eq!(replaced(r"(?'cc'\+\d+) (?<nr>\d+)", "+47 123", "${nr}/${cc}"), "123/+47");
        assert_eq!(replaced(r"[a-z-[aeiou]]", "bergen", "_"), "_e__e_");
        assert_eq!(replaced(r"[[(]", "a[b(c", "_"), "a_b_c");
        assert_eq!(replaced(r"[()\s-]+", "+1 (999) 888-7777", ""), "+19998887777");
        assert_eq!(replaced(r"[&&~~]", "a&b~c", ""), "abc");
        assert_eq!(replaced(r"\<b\>", "<b>x", ""), "x");
        assert_eq!(replaced(r"a{b{2}", "a{bb", "_"), "_");
        assert_eq!(replaced(r"\u00f8\x41\e?", "øA", "_"), "_");
        assert_eq!(replaced(r"(.)\1", "aabbc", "<$1>"), "<a><b>c");
        assert_eq!(replaced(r"\@|\-|\/|\ ", "a@b-c/d e", "."), "a.b.c.d.e");
        assert_eq!(replaced("[]x]", "a]x", ""), "a");
    }

    #[test]
    fn named_groups_are_numbered_last() {
        assert_eq!(replaced(r"(?<first>a)(b)", "ab", "$1-$2"), "b-a");
        assert_eq!(replaced(r"(?<first>a)(b)\1\2", "abba", "x"), "x");
    }

    #[test]
    fn matches_of_nothing() {
        assert_eq!(replaced("[a-zA-Z_]*", "john_doe72", ""), "72");
        assert_eq!(replaced("x*", "abc", "-"), "-a-b-c-");
    }

    #[test]
    fn what_is_refused() {
        for pattern in
            ["(?<a-b>x)", r"\y", "[a", "(", r"\", r"\u12", "(?<a", r"\k", "a**b(?<", r"((a{999}){999}){999}"]
        {
            assert!(Pattern::new(pattern).is_err(), "{pattern}");
        }
    }

    #[test]
    fn what_turns_back_too_often_is_an_error() {
        let text = format!("{}!", "a".repeat(60));
        let given_up = |pattern: &str| Pattern::new(pattern).unwrap().replace(&text, "", LIMIT).is_err();
        assert!(given_up(r"^(a|a|aa)+\1?(?!x)$"));
        assert!(given_up(r"^((a|a)+)+(?=b)\2$"));
    }
}
