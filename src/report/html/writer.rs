//! HTML in the making: elements are closed where they are opened, and all text is escaped.
//!
//! Markup can be given as `&'static str` only. What a tenant said is not static, so that it can become text and
//! nothing else.

use std::fmt::Write;

/// Name and value of an attribute.
pub(super) type Attribute<'a> = (&'static str, &'a str);

/// A document so far.
#[derive(Default)]
pub(super) struct Html {
    text: String,
}

impl Html {
    /// Markup of our own.
    pub(super) fn raw(&mut self, markup: &'static str) {
        self.text.push_str(markup);
    }

    /// Text, without meaning for HTML.
    pub(super) fn text(&mut self, text: &str) {
        escape(text, &mut self.text);
    }

    /// An element with what `inside` writes.
    pub(super) fn el(
        &mut self,
        name: &'static str,
        attributes: &[Attribute],
        inside: impl FnOnce(&mut Self),
    ) {
        self.tag(name, attributes);
        self.text.push('>');
        inside(self);
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push('>');
    }

    /// An element that holds text alone.
    pub(super) fn line(&mut self, name: &'static str, attributes: &[Attribute], text: &str) {
        self.el(name, attributes, |html| html.text(text));
    }

    /// Text of our own in which backticks set off code, as in the explanations of the checks.
    pub(super) fn prose(&mut self, text: &str) {
        for (at, part) in text.split('`').enumerate() {
            if at % 2 == 1 {
                self.line("code", &[], part);
            } else {
                self.text(part);
            }
        }
    }

    /// An element without content.
    pub(super) fn void(&mut self, name: &'static str, attributes: &[Attribute]) {
        self.tag(name, attributes);
        self.text.push_str("/>");
    }

    fn tag(&mut self, name: &'static str, attributes: &[Attribute]) {
        self.text.push('<');
        self.text.push_str(name);
        for (attribute, value) in attributes {
            self.text.push(' ');
            self.text.push_str(attribute);
            self.text.push_str("=\"");
            self.text(value);
            self.text.push('"');
        }
    }

    /// All of it.
    pub(super) fn into_string(self) -> String {
        self.text
    }
}

/// Characters that mean something to HTML become references. Those that are invisible, or turn the direction of what
/// follows, are shown by their number.
fn escape(text: &str, out: &mut String) {
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            '\r' if characters.peek() == Some(&'\n') => {}
            c if is_hidden(c) => {
                // Writing to a string cannot fail.
                let _ = write!(out, "[U+{:04X}]", u32::from(c));
            }
            c => out.push(c),
        }
    }
}

fn is_hidden(c: char) -> bool {
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let absent = matches!(u32::from(c) & 0xffff, 0xfffe | 0xffff);
    c.is_control() || turns || absent || matches!(c, '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_stays_text() {
        let mut html = Html::default();
        html.line("b", &[("title", "\"><script>")], "</b><script>alert('1')</script>&amp;");
        assert_eq!(
            html.into_string(),
            "<b title=\"&quot;&gt;&lt;script&gt;\">&lt;/b&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;\
             &amp;amp;</b>"
        );
    }

    #[test]
    fn backticks_set_off_code() {
        let mut html = Html::default();
        html.prose("answer `\"<a>\"` at once");
        assert_eq!(html.into_string(), "answer <code>&quot;&lt;a&gt;&quot;</code> at once");
    }

    #[test]
    fn what_cannot_be_seen_is_shown() {
        let mut html = Html::default();
        html.text("a\u{202e}b\u{1b}[31m\u{0}\r\nשלום");
        assert_eq!(html.into_string(), "a[U+202E]b[U+001B][31m[U+0000]\nשלום");
    }
}
