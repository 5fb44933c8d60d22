//! One failed check: what is required and by whom, what was found, and how to mend it.

use std::io::{self, Write};

use super::{Look, colour_of};
use crate::check::Finding;
use crate::result::CheckResult;
use crate::text::{cut, printable};

/// Width of the labels in front of each line.
const LABEL: usize = 10;

/// At most so many findings of a check are told; the JSON result has all.
const FINDINGS: usize = 5;

/// Writes the block of a failed check.
pub(super) fn block(out: &mut impl Write, look: Look, check: &CheckResult) -> io::Result<()> {
    let mark = look.coloured(colour_of(check.severity), "FAIL");
    let dialect = check.dialect.map(|dialect| format!(", {dialect} dialect")).unwrap_or_default();
    writeln!(out, "{mark} {} ({}{dialect})", look.bold(check.id), check.severity)?;
    paragraph(out, look, "", check.title)?;
    for (at, source) in check.sources.iter().enumerate() {
        let label = if at == 0 { "required" } else { "" };
        let url = source.url.as_deref().map(|url| format!("  {url}")).unwrap_or_default();
        line(out, look, label, &format!("{}{url}", source.label))?;
    }
    for finding in check.findings.iter().take(FINDINGS) {
        self::finding(out, look, finding)?;
    }
    if check.findings.len() > FINDINGS {
        line(
            out,
            look,
            "",
            &format!("… and {} more, all in --format json", check.findings.len() - FINDINGS),
        )?;
    }
    paragraph(out, look, "fix", &check.fix)?;
    if let Some(curl) = check.findings.iter().find_map(|finding| finding.curl.as_deref()) {
        line(out, look, "try", &cut(curl, 2000))?;
    }
    line(out, look, "more", &format!("scimproof explain {}", check.id))?;
    writeln!(out)
}

fn finding(out: &mut impl Write, look: Look, finding: &Finding) -> io::Result<()> {
    paragraph(out, look, "found", &finding.message)?;
    if let Some(expected) = &finding.expected {
        paragraph(out, look, "expected", expected)?;
    }
    if let Some(actual) = &finding.actual {
        let place = finding.pointer.as_deref().map(|pointer| format!("  (at {pointer})")).unwrap_or_default();
        paragraph(out, look, "actual", &format!("{actual}{place}"))?;
    }
    if let (Some(request), Some(number)) = (&finding.request, finding.exchange) {
        let status = request.status.map(|status| format!(" → {status}")).unwrap_or_default();
        line(out, look, "exchange", &format!("#{number} {} {}{status}", request.method, request.url))?;
    }
    Ok(())
}

/// A line that must stay whole, such as a URL or a command.
fn line(out: &mut impl Write, look: Look, label: &str, text: &str) -> io::Result<()> {
    writeln!(out, "  {} {}", look.dim(&format!("{label:LABEL$}")), printable(text))
}

/// Text wrapped to the width, hanging behind its label.
fn paragraph(out: &mut impl Write, look: Look, label: &str, text: &str) -> io::Result<()> {
    let width = look.width.saturating_sub(LABEL + 3).max(20);
    for (at, row) in wrap(&printable(text), width).into_iter().enumerate() {
        line(out, look, if at == 0 { label } else { "" }, &row)?;
    }
    Ok(())
}

pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut rows = vec![String::new()];
    for word in text.split_whitespace() {
        let row = rows.last_mut().filter(|row| !row.is_empty());
        match row {
            Some(row) if row.chars().count() + 1 + word.chars().count() > width => rows.push(word.to_owned()),
            Some(row) => {
                row.push(' ');
                row.push_str(word);
            }
            None => rows = vec![word.to_owned()],
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn long_text_is_wrapped_between_words() {
        assert_eq!(wrap("a bb ccc dddd", 6), ["a bb", "ccc", "dddd"]);
        assert_eq!(wrap("", 6), [""]);
    }
}
