//! Regular expressions of .NET, translated for the crate at hand. What is translated: quoted group names, classes within
//! which `[` is a character and `-[…]` takes away, escapes that mean something else there, braces that count nothing,
//! and the numbers of groups (in .NET the named ones come last). Balancing groups and right-to-left matching are not
//! supported and said so.

use std::fmt::Write;
use std::iter::Peekable;
use std::str::Chars;

use fancy_regex::{Captures, Regex};

use super::replacement;

/// How often matching one text may turn back before it counts as hopeless; .NET has no such limit, only patience.
const BACKTRACK_LIMIT: usize = 200_000;

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
        let groups = groups(source);
        let numbers = numbered(&groups);
        let translated =
            Translator { rest: source.chars().peekable(), written: String::new(), numbers: &numbers }
                .run()?;
        let regex = fancy_regex::RegexBuilder::new(&translated).backtrack_limit(BACKTRACK_LIMIT).build();
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

/// The capturing groups in order of appearance, with their names. Classes and escapes are stepped over.
fn groups(source: &str) -> Vec<Option<String>> {
    let mut groups = Vec::new();
    let mut rest = source;
    let mut depth = 0_usize;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => rest = rest.get(rest.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default(),
            '[' if depth == 0 || rest.contains(']') => depth += usize::from(depth == 0),
            ']' => depth = 0,
            '(' if depth == 0 => groups.extend(group(rest)),
            _ => {}
        }
    }
    groups
}

/// What follows an opening parenthesis: a plain group, a named one, or none.
fn group(rest: &str) -> Option<Option<String>> {
    let Some(special) = rest.strip_prefix('?') else { return Some(None) };
    let (name, end) = match special.strip_prefix('<') {
        Some(name) if !name.starts_with(['=', '!']) => (name, '>'),
        Some(_) => return None,
        None => (special.strip_prefix('\'')?, '\''),
    };
    Some(name.split_once(end).map(|(name, _)| name.to_owned()))
}

/// By number in .NET the place: 0, the plain groups, then the named ones.
fn numbered(groups: &[Option<String>]) -> Vec<usize> {
    let places = |named: bool| {
        let of =
            move |(index, group): (usize, &Option<String>)| (group.is_some() == named).then_some(index + 1);
        groups.iter().enumerate().filter_map(of)
    };
    std::iter::once(0).chain(places(false)).chain(places(true)).collect()
}

struct Translator<'a> {
    rest: Peekable<Chars<'a>>,
    written: String,
    numbers: &'a [usize],
}

impl Translator<'_> {
    fn run(mut self) -> Result<String, String> {
        while let Some(c) = self.rest.next() {
            match c {
                '\\' => self.escape(false)?,
                '[' => self.class(0)?,
                '(' => self.group()?,
                '{' => self.brace(),
                _ => self.written.push(c),
            }
        }
        Ok(self.written)
    }

    /// After `(`: names in single quotes get angle brackets.
    fn group(&mut self) -> Result<(), String> {
        self.written.push('(');
        if self.rest.peek() != Some(&'?') {
            return Ok(());
        }
        self.rest.next();
        self.written.push('?');
        let quote = match self.rest.peek() {
            Some('\'') => '\'',
            Some('<') => '>',
            _ => return Ok(()),
        };
        self.rest.next();
        self.written.push('<');
        if matches!(self.rest.peek(), Some('=' | '!')) {
            return Ok(());
        }
        let name = self.until(quote)?;
        if name.contains('-') {
            return Err(format!("the balancing group '{name}' is not supported"));
        }
        let _ = write!(self.written, "{name}>");
        Ok(())
    }

    fn until(&mut self, end: char) -> Result<String, String> {
        let mut taken = String::new();
        for c in self.rest.by_ref() {
            if c == end {
                return Ok(taken);
            }
            taken.push(c);
        }
        Err(format!("a group name in the regular expression has no closing {end}"))
    }

    /// After `{`: a quantifier, or a character.
    fn brace(&mut self) {
        let inside: String = self.rest.clone().take_while(|c| *c != '}').collect();
        let is_closed = self.rest.clone().nth(inside.chars().count()) == Some('}');
        let (least, most) = inside.split_once(',').unwrap_or((&inside, ""));
        let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let counts = is_closed && !least.is_empty() && is_number(least) && is_number(most);
        self.written.push_str(if counts { "{" } else { "\\{" });
    }

    /// After `[`: a class. Within it, `[` is a character, and `-[` takes another class away.
    fn class(&mut self, depth: usize) -> Result<(), String> {
        if depth > 20 {
            return Err("the regular expression has classes nested more than 20 deep".into());
        }
        self.written.push('[');
        if self.rest.next_if_eq(&'^').is_some() {
            self.written.push('^');
        }
        if self.rest.next_if_eq(&']').is_some() {
            self.written.push_str("\\]");
        }
        while let Some(c) = self.rest.next() {
            match c {
                ']' => {
                    self.written.push(']');
                    return Ok(());
                }
                '\\' => self.escape(true)?,
                '-' if self.rest.peek() == Some(&'[') => {
                    self.rest.next();
                    self.written.push_str("--");
                    self.class(depth + 1)?;
                }
                '[' | '&' | '~' => self.written.extend(['\\', c]),
                '-' if self.rest.peek() == Some(&'-') => self.written.push_str("\\-"),
                _ => self.written.push(c),
            }
        }
        Err("a class in the regular expression has no closing ]".into())
    }

    /// After a backslash.
    fn escape(&mut self, in_class: bool) -> Result<(), String> {
        let Some(c) = self.rest.next() else {
            return Err("the regular expression ends in a backslash".into());
        };
        match c {
            'd' | 'D' | 'w' | 'W' | 's' | 'S' | 'a' | 'f' | 'n' | 'r' | 't' | 'v' => {
                self.written.extend(['\\', c])
            }
            'p' | 'P' | 'x' => self.written.extend(['\\', c]),
            'b' if in_class => self.written.push_str("\\x08"),
            'b' | 'B' | 'A' | 'z' | 'Z' | 'G' if !in_class => self.written.extend(['\\', c]),
            'e' => self.written.push_str("\\x1B"),
            'u' => self.unicode()?,
            'c' => self.control()?,
            'k' if !in_class => self.named_reference()?,
            '0' => self.written.push_str("\\x00"),
            '1'..='9' if !in_class => self.reference(c),
            c if c.is_ascii_alphanumeric() || c == '_' => {
                return Err(format!("\\{c} is no escape in .NET's regular expressions"));
            }
            c if matches!(c, '<' | '>' | '\'' | '"' | ' ' | '`') || !c.is_ascii() => self.literal(c),
            c => self.written.extend(['\\', c]),
        }
        Ok(())
    }

    /// A character whose escape means something else in the crate.
    fn literal(&mut self, c: char) {
        let _ = write!(self.written, "\\x{{{:x}}}", u32::from(c));
    }

    fn unicode(&mut self) -> Result<(), String> {
        let digits: String = self.rest.by_ref().take(4).collect();
        let is_hex = digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        if !is_hex {
            return Err("\\u takes four hexadecimal digits".into());
        }
        let _ = write!(self.written, "\\x{{{digits}}}");
        Ok(())
    }

    fn control(&mut self) -> Result<(), String> {
        let letter = self.rest.next().filter(char::is_ascii_alphabetic).ok_or("\\c takes a letter")?;
        let _ = write!(self.written, "\\x{:02x}", u32::from(letter.to_ascii_uppercase()) - 64);
        Ok(())
    }

    fn named_reference(&mut self) -> Result<(), String> {
        let end = match self.rest.next() {
            Some('<') => '>',
            Some('\'') => '\'',
            _ => return Err("\\k takes a group name in angle brackets".into()),
        };
        let name = self.until(end)?;
        let _ = write!(self.written, "\\k<{name}>");
        Ok(())
    }

    fn reference(&mut self, first: char) {
        let mut digits = String::from(first);
        while let Some(digit) = self.rest.next_if(char::is_ascii_digit) {
            digits.push(digit);
        }
        let place = digits.parse::<usize>().ok().and_then(|number| self.numbers.get(number));
        let place = place.map_or(digits, ToString::to_string);
        // The group keeps digits that follow apart from the number.
        let _ = write!(self.written, "(?:\\{place})");
    }
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
        for pattern in ["(?<a-b>x)", r"\y", "[a", "(", r"\", r"\u12", "(?<a", r"\k", "a**b(?<"] {
            assert!(Pattern::new(pattern).is_err(), "{pattern}");
        }
    }

    #[test]
    fn what_turns_back_too_often_is_an_error() {
        let pattern = Pattern::new(r"^(?:(a+)+)+(?!a)\1$").unwrap();
        assert!(
            pattern.replace(&format!("{}!", "a".repeat(40)), "", LIMIT).unwrap_err().contains("given up")
        );
    }
}
