//! A body, pretty-printed when it is JSON, with the places marked that findings point at.

use serde_json::Value;

use super::writer::Html;

/// A body is shown up to this length; the transcript and the HAR file have the whole.
const LONGEST: usize = 100_000;

/// The places that were marked.
#[derive(Default)]
pub(super) struct Shown {
    pointers: Vec<String>,
}

impl Shown {
    /// Whether that place was marked.
    pub(super) fn has(&self, pointer: &str) -> bool {
        self.pointers.iter().any(|shown| shown.eq_ignore_ascii_case(pointer))
    }
}

/// Writes a body and answers which of the places it has.
pub(super) fn write(html: &mut Html, text: &str, json: Option<&Value>, marks: &[&str]) -> Shown {
    let mut printer = Printer { html, marks, room: LONGEST, shown: Shown::default() };
    match json {
        Some(json) => printer.value(json, "", 0),
        None => printer.text(text),
    }
    if printer.room == 0 {
        printer.html.raw("\n<b>… cut here; a transcript (--transcript) and a HAR file have the whole</b>");
    }
    printer.shown
}

struct Printer<'a> {
    html: &'a mut Html,
    /// JSON pointers; names compare without regard to case, as SCIM's do.
    marks: &'a [&'a str],
    /// How many bytes may still be written.
    room: usize,
    shown: Shown,
}

impl Printer<'_> {
    fn text(&mut self, text: &str) {
        let end = (0..=text.len().min(self.room)).rev().find(|end| text.is_char_boundary(*end));
        self.html.text(&text[..end.unwrap_or(0)]);
        self.room = self.room.saturating_sub(text.len());
    }

    fn value(&mut self, value: &Value, pointer: &str, depth: usize) {
        match value {
            Value::Object(members) if !members.is_empty() => {
                self.text("{");
                for (at, (name, member)) in members.iter().enumerate() {
                    self.item(at, depth, &crate::check::expect::pointer(pointer, name), Some(name), member);
                }
                self.close(depth, "}");
            }
            Value::Array(items) if !items.is_empty() => {
                self.text("[");
                for (at, item) in items.iter().enumerate() {
                    self.item(at, depth, &format!("{pointer}/{at}"), None, item);
                }
                self.close(depth, "]");
            }
            scalar => self.text(&scalar.to_string()),
        }
    }

    fn item(&mut self, at: usize, depth: usize, pointer: &str, name: Option<&str>, value: &Value) {
        if self.room == 0 {
            return;
        }
        self.text(if at > 0 { ",\n" } else { "\n" });
        self.text(&"  ".repeat(depth + 1));
        let marked = self.marks.iter().any(|mark| mark.eq_ignore_ascii_case(pointer));
        if marked {
            self.shown.pointers.push(pointer.to_owned());
            self.html.raw("<mark>");
        }
        if let Some(name) = name {
            self.text(&format!("{}: ", Value::from(name)));
        }
        self.value(value, pointer, depth + 1);
        if marked {
            self.html.raw("</mark>");
        }
    }

    fn close(&mut self, depth: usize, bracket: &str) {
        if self.room > 0 {
            self.text("\n");
            self.text(&"  ".repeat(depth));
            self.text(bracket);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn written(body: &Value, marks: &[&str]) -> (String, Shown) {
        let mut html = Html::default();
        let shown = write(&mut html, &body.to_string(), Some(body), marks);
        (html.into_string(), shown)
    }

    #[test]
    fn the_place_of_a_finding_is_marked() {
        let (text, shown) = written(&json!({"a": [{"b/c": 1}], "D": {}}), &["/a/0/b~1c", "/d", "/e"]);
        assert_eq!(
            text,
            "{\n  &quot;a&quot;: [\n    {\n      <mark>&quot;b/c&quot;: 1</mark>\n    }\n  ],\n  <mark>&quot;D&quot;: {}</mark>\n}"
        );
        assert!(shown.has("/d") && shown.has("/a/0/b~1c") && !shown.has("/e"));
    }

    #[test]
    fn a_long_body_is_cut_with_a_note() {
        let (text, _) = written(&json!({"a": "ø".repeat(LONGEST)}), &[]);
        assert!(text.len() < LONGEST + 200 && text.contains("cut here"));
        let (text, _) = written(&json!(vec!["x"; LONGEST]), &[]);
        assert!(text.contains("cut here"));
    }
}
