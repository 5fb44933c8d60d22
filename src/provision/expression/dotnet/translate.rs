//! From .NET's regular expression language to that of the crate at hand: quoted group names, classes within which `[` is
//! a character and `-[…]` takes away, escapes that mean something else there, braces that count nothing, and the numbers
//! of groups (in .NET the named ones come last).

use std::fmt::Write;
use std::iter::Peekable;
use std::str::Chars;

/// The pattern in the crate's language; `numbers` are those of [`numbered`].
pub(super) fn translate(source: &str, numbers: &[usize]) -> Result<String, String> {
    Translator { rest: source.chars().peekable(), written: String::new(), numbers }.run()
}

/// The names of the capturing groups in order of appearance, "" for those without. Classes and escapes are stepped over.
pub(super) fn groups(source: &str) -> Vec<String> {
    let mut groups = Vec::new();
    let mut rest = source;
    let mut in_class = false;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => rest = rest.get(rest.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default(),
            '[' if !in_class => {
                in_class = true;
                rest = rest.strip_prefix('^').unwrap_or(rest);
                rest = rest.strip_prefix(']').unwrap_or(rest);
            }
            ']' => in_class = false,
            '(' if !in_class => groups.extend(group(rest)),
            _ => {}
        }
    }
    groups
}

/// What follows an opening parenthesis: a plain group, a named one, or none.
fn group(rest: &str) -> Option<String> {
    let Some(special) = rest.strip_prefix('?') else { return Some(String::new()) };
    let (name, end) = match special.strip_prefix('<') {
        Some(name) if !name.starts_with(['=', '!']) => (name, '>'),
        Some(_) => return None,
        None => (special.strip_prefix('\'')?, '\''),
    };
    name.split_once(end).map(|(name, _)| name.to_owned())
}

/// By number in .NET the place: 0, the plain groups, then the named ones.
pub(super) fn numbered(groups: &[String]) -> Vec<usize> {
    let places = |named: bool| {
        let of = move |(index, name): (usize, &String)| (name.is_empty() != named).then_some(index + 1);
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
