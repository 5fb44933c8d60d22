//! One failed check: what is required and by whom, what was found, and how to mend it.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::columns::{noted, safe, wrap};
use super::{Look, colour_of};
use crate::check::Finding;
use crate::report::words;
use crate::result::{CheckResult, RunResult, SourceLine};
use crate::text::one_line;

/// Width of the labels in front of each line.
const LABEL: usize = 10;

/// At most so many findings of a check are told; the JSON result has all.
const FINDINGS: usize = 5;

/// Characters of a value, and of a command or URL, which is of use only as a whole.
const VALUE: usize = 600;
const COMMAND: usize = 2000;

/// Writes the block of a failed check.
pub(super) fn block(
    out: &mut impl Write,
    look: Look,
    result: &RunResult,
    check: &CheckResult,
) -> io::Result<()> {
    head(out, look, check)?;
    paragraph(out, look, "", &check.title)?;
    if let Some(change) = words::overridden(check) {
        paragraph(out, look, "override", &change)?;
    }
    for (at, source) in check.sources.iter().enumerate() {
        self::source(out, look, if at == 0 { "required" } else { "" }, source)?;
    }
    for finding in check.findings.iter().take(FINDINGS) {
        self::finding(out, look, finding)?;
    }
    if check.findings.len() > FINDINGS {
        let more = format!("… and {} more, all in --format json", check.findings.len() - FINDINGS);
        paragraph(out, look, "", &more)?;
    }
    paragraph(out, look, "fix", &check.fix)?;
    if let Some(curl) = check.findings.iter().find_map(|finding| finding.curl.as_deref()) {
        line(out, look, "try", &noted(curl, COMMAND))?;
    }
    line(out, look, "more", &words::explain(result, check))?;
    writeln!(out)
}

/// Which check failed, how gravely and in which dialect; the latter two go below where there is no room.
fn head(out: &mut impl Write, look: Look, check: &CheckResult) -> io::Result<()> {
    let mark = look.coloured(colour_of(check.severity), "FAIL");
    let dialect = check.dialect.map(|dialect| format!(", {dialect} dialect")).unwrap_or_default();
    let detail = format!("({}{dialect})", check.severity);
    let fits = "FAIL ".len() + check.id.width() + 1 + detail.width() <= look.width;
    writeln!(out, "{mark} {}{}{detail}", look.bold(&check.id), if fits { " " } else { "\n     " })
}

/// Where the requirement stands; its address goes on a line of its own where both do not fit.
fn source(out: &mut impl Write, look: Look, label: &str, source: &SourceLine) -> io::Result<()> {
    let Some(url) = &source.url else { return paragraph(out, look, label, &source.label) };
    let both = format!("{}  {url}", source.label);
    if both.width() <= room(look) {
        return line(out, look, label, &both);
    }
    paragraph(out, look, label, &source.label)?;
    line(out, look, "", url)
}

fn finding(out: &mut impl Write, look: Look, finding: &Finding) -> io::Result<()> {
    paragraph(out, look, "found", &finding.message)?;
    for (label, value) in [("expected", &finding.expected), ("actual", &finding.actual)] {
        if let Some(value) = value {
            paragraph(out, look, label, value)?;
        }
    }
    if let Some(pointer) = &finding.pointer {
        line(out, look, "at", &noted(pointer, VALUE))?;
    }
    if let (Some(request), Some(number)) = (&finding.request, finding.exchange) {
        let status = request.status.map_or_else(|| "no answer".to_owned(), |status| status.to_string());
        let url = noted(&request.url, COMMAND);
        line(out, look, "exchange", &format!("#{number} {} {url} → {status}", request.method))?;
    }
    Ok(())
}

/// A line that must stay whole, such as a URL or a command.
fn line(out: &mut impl Write, look: Look, label: &str, text: &str) -> io::Result<()> {
    writeln!(out, "  {} {}", look.dim(&format!("{label:LABEL$}")), safe(&one_line(text)))
}

/// Text wrapped to the width, hanging behind its label.
fn paragraph(out: &mut impl Write, look: Look, label: &str, text: &str) -> io::Result<()> {
    for (at, row) in wrap(&one_line(&noted(text, VALUE)), room(look)).into_iter().enumerate() {
        line(out, look, if at == 0 { label } else { "" }, &row)?;
    }
    Ok(())
}

/// Columns behind the label.
fn room(look: Look) -> usize {
    look.width.saturating_sub(LABEL + 3).max(20)
}
