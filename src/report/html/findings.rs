//! Why a check failed: what was expected, what came, where, and a command that shows it again.

use super::writer::Html;
use super::{exchange_link, verdict};
use crate::check::Finding;
use crate::report::words;
use crate::result::CheckResult;
use crate::text::{count, cut};

/// At most so many findings of a check are shown; the JSON result has all.
const SHOWN: usize = 40;

/// Characters of a quoted value.
const QUOTE: usize = 2000;

/// Characters of a command; a longer one is in the JSON result.
const COMMAND: usize = 8000;

/// The findings of a failed check, and how to fix it.
pub(super) fn list(html: &mut Html, check: &CheckResult) {
    if !["fail", "accepted"].contains(&verdict(check)) {
        return;
    }
    for finding in check.findings.iter().take(SHOWN) {
        html.el("div", &[("class", "finding")], |html| self::finding(html, finding));
    }
    if check.findings.len() > SHOWN {
        let more = count(check.findings.len() - SHOWN, "more finding");
        html.line("p", &[], &format!("{more} in the JSON result (--report json=FILE)"));
    }
    html.el("p", &[("class", "fix")], |html| {
        html.raw("<b>Fix</b> ");
        html.prose(&check.fix);
    });
    if let Some(curl) = check.findings.iter().find_map(|finding| finding.curl.as_deref()) {
        command(html, curl);
    }
}

fn finding(html: &mut Html, finding: &Finding) {
    html.el("p", &[("class", "found")], |html| {
        html.raw("<b>Found</b> ");
        html.line("bdi", &[], &cut(&finding.message, QUOTE));
    });
    html.el("dl", &[], |html| {
        value(html, "expected", finding.expected.as_deref());
        value(html, "actual", finding.actual.as_deref());
        value(html, "at", finding.pointer.as_deref());
        if let (Some(number), Some(text)) = (finding.exchange, words::exchange(finding)) {
            html.raw("<dt>exchange</dt>");
            html.el("dd", &[], |html| {
                exchange_link(html, number, &cut(&text, 300));
                if let Some(cause) = cause(&finding.message) {
                    html.raw(", caused by ");
                    exchange_link(html, cause, &format!("#{cause}"));
                }
            });
        }
    });
}

fn value(html: &mut Html, label: &'static str, text: Option<&str>) {
    let Some(text) = text else { return };
    html.line("dt", &[], label);
    html.el("dd", &[], |html| html.line("code", &[("class", label)], &cut(text, QUOTE)));
}

/// The write whose effect was read, as the end of the message names it: `(after PATCH #12)`.
fn cause(message: &str) -> Option<u32> {
    let (_, behind) = message.strip_suffix(')')?.rsplit_once(" (after ")?;
    behind.rsplit_once(" #")?.1.parse().ok()
}

fn command(html: &mut Html, curl: &str) {
    html.el("div", &[("class", "command")], |html| {
        html.raw("<b>Try</b> <button type=\"button\" class=\"copy scripted\">Copy</button>");
        html.raw("<pre tabindex=\"0\" aria-label=\"curl command\">");
        html.text(&cut(curl, COMMAND));
        html.raw("</pre>");
        if curl.chars().count() > COMMAND {
            html.raw("<p>cut here; the whole command is in the JSON result (--report json=FILE)</p>");
        }
    });
}

#[cfg(test)]
mod tests {
    use super::cause;

    #[test]
    fn the_cause_is_read_from_the_end_of_the_message() {
        assert_eq!(cause("title is not what the PATCH made it (after PATCH #12)"), Some(12));
        assert_eq!(cause("nothing (after all)"), None);
        assert_eq!(cause("nothing"), None);
    }
}
