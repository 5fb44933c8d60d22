//! A documentation page as lines and sentences, each with its number, whatever kind of text it is.

use super::clean::{Pictures, visible};

/// A page.
pub(super) struct Page<'a> {
    /// Members of the front matter: key, value, line.
    pub(super) front: Vec<(&'a str, &'a str, usize)>,
    pub(super) lines: Vec<Line<'a>>,
    pub(super) sentences: Vec<Sentence>,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Blank,
    Heading,
    Bullet,
    /// Cells between bars.
    Bars,
    /// Cells between tabs.
    Tabs,
    Text,
}

/// One line.
pub(super) struct Line<'a> {
    pub(super) number: usize,
    pub(super) form: Form,
    /// As it stands in the file, without indentation and marks of quotations.
    pub(super) raw: &'a str,
    /// As a reader sees it, without marks of headings and lists.
    pub(super) text: String,
}

/// Longest sentence, in bytes. What is longer is none, and every word of every rule would be looked for in it.
const LONGEST: usize = 20_000;

/// One sentence, which may stand on several lines.
#[derive(Debug)]
pub(super) struct Sentence {
    /// The line it begins on.
    pub(super) line: usize,
    pub(super) text: String,
    /// The text in lower case (ASCII only, so that positions are those of the text).
    pub(super) lower: String,
    /// The heading it stands below, in lower case.
    pub(super) heading: std::rc::Rc<str>,
}

impl Sentence {
    pub(super) fn has(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.lower.contains(word))
    }

    pub(super) fn has_all(&self, words: &[&str]) -> bool {
        words.iter().all(|word| self.lower.contains(word))
    }
}

impl<'a> Page<'a> {
    /// Takes a text apart.
    pub(super) fn new(text: &'a str) -> Self {
        let all: Vec<&str> = text.lines().collect();
        let (front, body) = front_matter(&all);
        let mut lines: Vec<Line> = Vec::new();
        let mut hidden = Comment::new(&all);
        for (at, raw) in all.iter().enumerate().skip(body) {
            if !hidden.covers(at, raw) {
                lines.push(Line::new(at + 1, raw));
            }
        }
        lone_lines_are_headings(&mut lines);
        let sentences = sentences(&lines);
        Self { front, lines, sentences }
    }

    /// A member of the front matter, and its line.
    pub(super) fn member(&self, name: &str) -> Option<(&'a str, usize)> {
        let found = self.front.iter().find(|(key, ..)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value, line)| (*value, *line))
    }

    /// The first sentence for which that holds.
    pub(super) fn first(&self, holds: impl Fn(&Sentence) -> bool) -> Option<&Sentence> {
        self.sentences.iter().find(|sentence| holds(sentence))
    }
}

/// `key: value` between two lines of dashes, and where the text begins.
fn front_matter<'a>(lines: &[&'a str]) -> (Vec<(&'a str, &'a str, usize)>, usize) {
    let is_fence = |line: &str| line.trim_end() == "---";
    let start = lines.iter().position(|line| !line.trim().is_empty()).unwrap_or(0);
    if !lines.get(start).is_some_and(|line| is_fence(line)) {
        return (Vec::new(), 0);
    }
    let Some(length) = lines[start + 1..].iter().take(200).position(|line| is_fence(line)) else {
        return (Vec::new(), start + 1);
    };
    let members = lines[start + 1..start + 1 + length].iter().enumerate();
    let members = members.filter_map(|(at, line)| {
        let (key, value) = line.split_once(':')?;
        let value = value.trim();
        let bare = value.strip_prefix(['\'', '"']).and_then(|value| value.strip_suffix(['\'', '"']));
        Some((key.trim(), bare.unwrap_or(value), start + at + 2))
    });
    (members.collect(), start + length + 2)
}

/// Comments of HTML over several lines. One that is never closed hides nothing.
struct Comment {
    last_end: Option<usize>,
    is_open: bool,
}

impl Comment {
    fn new(lines: &[&str]) -> Self {
        Self { last_end: lines.iter().rposition(|line| line.contains("-->")), is_open: false }
    }

    fn covers(&mut self, at: usize, line: &str) -> bool {
        let was_open = self.is_open;
        let opens = line.trim_start().starts_with("<!--");
        if was_open || opens {
            self.is_open = !line.contains("-->") && self.last_end.is_some_and(|end| at < end);
        }
        was_open || (opens && (self.is_open || line.contains("-->")))
    }
}

impl<'a> Line<'a> {
    fn new(number: usize, raw: &'a str) -> Self {
        let mut raw =
            raw.trim_start_matches(|c: char| c.is_whitespace() || c == '>').trim_end_matches(['\r', ' ']);
        let mut form = Form::Text;
        if raw.trim().is_empty() {
            return Self { number, form: Form::Blank, raw: "", text: String::new() };
        }
        if let Some(rest) = unmarked_heading(raw) {
            (form, raw) = (Form::Heading, rest);
        } else if let Some(rest) = unmarked_item(raw) {
            (form, raw) = (Form::Bullet, rest);
        }
        if form == Form::Text && raw.contains('|') {
            form = Form::Bars;
        } else if form == Form::Text && raw.trim().contains('\t') {
            form = Form::Tabs;
        }
        let text = visible(raw, Pictures::Dropped).replace('’', "'");
        Self { number, form, raw, text }
    }
}

fn unmarked_heading(raw: &str) -> Option<&str> {
    let rest = raw.trim_start_matches('#');
    (rest.len() < raw.len() && raw.len() - rest.len() <= 6 && rest.starts_with(' '))
        .then(|| rest.trim().trim_end_matches('#').trim_end())
}

fn unmarked_item(raw: &str) -> Option<&str> {
    if let Some(rest) = raw.strip_prefix(['*', '-', '+', '•', '◦', '·', '●', '▪']) {
        return rest.starts_with([' ', '\t']).then(|| rest.trim_start());
    }
    let rest = raw.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = raw.len() - rest.len();
    let rest = rest.strip_prefix(['.', ')']).filter(|rest| rest.starts_with([' ', '\t']))?;
    (1..=3).contains(&digits).then(|| rest.trim_start())
}

/// In text from a browser a heading has no mark: a short line without a full stop, alone between blank ones.
fn lone_lines_are_headings(lines: &mut [Line]) {
    let is_blank = |line: Option<&Line>| line.is_none_or(|line| line.form == Form::Blank);
    for at in 0..lines.len() {
        let line = &lines[at];
        let is_short = line.form == Form::Text && line.text.len() <= 100 && line.text.len() == line.raw.len();
        let is_open = !line.text.ends_with(['.', ':', '。', ',', '!', '?']);
        let before = at.checked_sub(1).and_then(|before| lines.get(before));
        if is_short && is_open && is_blank(before) && is_blank(lines.get(at + 1)) {
            lines[at].form = Form::Heading;
        }
    }
}

/// Text lines that follow each other are one paragraph.
fn sentences(lines: &[Line]) -> Vec<Sentence> {
    let mut all = Vec::new();
    let mut heading: std::rc::Rc<str> = "".into();
    let mut paragraph: Vec<(usize, &str)> = Vec::new();
    for line in lines {
        if line.form != Form::Text {
            split(&paragraph, &heading, &mut all);
            paragraph.clear();
        }
        match line.form {
            Form::Heading => {
                // Looked at for every sentence below it, so that it may not be long.
                heading = crate::text::cut(&line.text, 200).to_ascii_lowercase().into();
                split(&[(line.number, &line.text)], &heading, &mut all);
            }
            Form::Text | Form::Bullet => paragraph.push((line.number, &line.text)),
            Form::Bars | Form::Tabs | Form::Blank => {}
        }
    }
    split(&paragraph, &heading, &mut all);
    all
}

/// The sentences of a paragraph; each begins on the line of its first letter.
fn split(paragraph: &[(usize, &str)], heading: &std::rc::Rc<str>, all: &mut Vec<Sentence>) {
    let mut text = String::new();
    let mut begin = 0;
    for (line, part) in paragraph {
        if text.is_empty() {
            begin = *line;
        } else {
            text.push(' ');
        }
        let mut rest = *part;
        while let Some(end) = end_of_sentence(rest) {
            text.push_str(&rest[..end]);
            push(&mut text, begin, heading, all);
            rest = rest[end..].trim_start();
            begin = *line;
        }
        text.push_str(rest);
    }
    push(&mut text, begin, heading, all);
}

fn push(text: &mut String, line: usize, heading: &std::rc::Rc<str>, all: &mut Vec<Sentence>) {
    let whole = std::mem::take(text).trim().to_owned();
    if (1..=LONGEST).contains(&whole.len()) {
        let lower = whole.to_ascii_lowercase();
        all.push(Sentence { line, lower, text: whole, heading: heading.clone() });
    }
}

fn end_of_sentence(text: &str) -> Option<usize> {
    let mut previous = ' ';
    for (at, c) in text.char_indices() {
        if c == '。' {
            return Some(at + c.len_utf8());
        }
        let is_abbreviation = || text[..at].ends_with("e.g.") || text[..at].ends_with("i.e.");
        if c.is_whitespace() && ".!?".contains(previous) && !is_abbreviation() {
            return Some(at);
        }
        previous = c;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_apart() {
        let page = Page::new("---\ntitle: 'Tutorial: X'\nms.date: 01/02/2026\n---\n\n# Head\n");
        assert_eq!(page.member("title"), Some(("Tutorial: X", 2)));
        assert_eq!(page.member("ms.date"), Some(("01/02/2026", 3)));
        assert_eq!(page.lines.last().map(|line| (line.number, line.form)), Some((6, Form::Heading)));
    }

    #[test]
    fn sentences_know_their_lines_and_headings() {
        let page =
            Page::new("# Limits\n\nOne is\nhere. Two\nis there.\n* three\n  and on\n\nFour\n\n日本。語。\n");
        let shown: Vec<(usize, &str, &str)> =
            page.sentences.iter().map(|s| (s.line, s.text.as_str(), &*s.heading)).collect();
        assert_eq!(
            shown,
            [
                (1, "Limits", "limits"),
                (3, "One is here.", "limits"),
                (4, "Two is there.", "limits"),
                (6, "three and on", "limits"),
                (9, "Four", "four"),
                (11, "日本。", "four"),
                (11, "語。", "four"),
            ]
        );
    }

    #[test]
    fn comments_hide_what_they_close() {
        let page = Page::new("a\n<!-- b\nc -->\nd\n<!-- e\n");
        let shown: Vec<&str> = page.lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(shown, ["a", "d", "<!-- e"]);
    }
}
