//! The lines around the failures: what was run, how each area did, and the verdict.

use std::io::{self, Write};

use anstyle::AnsiColor;
use comfy_table::{CellAlignment, Table, presets};
use unicode_width::UnicodeWidthStr;

use super::Look;
use super::columns::{noted, safe, wrap};
use crate::report::words;
use crate::result::{RunResult, VerdictWord};
use crate::text::{count, one_line};
use crate::transcript::LeftState;
use crate::verdict::Severity;

/// Characters of a reason.
const REASON: usize = 300;

/// Who was judged, and by what.
pub(super) fn heading(out: &mut impl Write, look: Look, result: &RunResult) -> io::Result<()> {
    let dialects: Vec<String> = result.dialects.iter().map(ToString::to_string).collect();
    for row in wrap(&one_line(&format!("{} · {}", result.suite.name, result.tenant)), look.width) {
        writeln!(out, "{}", look.bold(&safe(&row)))?;
    }
    let run = format!("profile {}, dialect {}, run {}", result.profile, dialects.join(" and "), result.run);
    for row in wrap(&run, look.width) {
        writeln!(out, "{}", look.dim(&row))?;
    }
    writeln!(out)
}

/// The checks that passed, by name.
pub(super) fn passes(out: &mut impl Write, look: Look, result: &RunResult) -> io::Result<()> {
    let passed = result.checks.iter().filter(|check| check.verdict == VerdictWord::Pass);
    let mut any = false;
    for check in passed {
        any = true;
        writeln!(out, "{} {}", look.coloured(AnsiColor::Green, "pass"), words::name(check))?;
        for row in wrap(&check.title, look.width.saturating_sub(5)) {
            writeln!(out, "     {}", look.dim(&row))?;
        }
    }
    if any { writeln!(out) } else { Ok(()) }
}

/// One line per area.
pub(super) fn areas(out: &mut impl Write, result: &RunResult) -> io::Result<()> {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.force_no_tty();
    table.set_header(["area", "pass", "fail", "skipped", "error"]);
    for index in 1..5 {
        if let Some(column) = table.column_mut(index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    for area in area_names(result) {
        let cell = |word| {
            let number = result.checks.iter().filter(|c| c.area() == area && c.verdict == word).count();
            if number == 0 { "·".to_owned() } else { number.to_string() }
        };
        table.add_row([
            area.to_owned(),
            cell(VerdictWord::Pass),
            cell(VerdictWord::Fail),
            cell(VerdictWord::Skipped),
            cell(VerdictWord::Error),
        ]);
    }
    writeln!(out, "{table}\n")
}

fn area_names(result: &RunResult) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for check in &result.checks {
        if !names.contains(&check.area()) {
            names.push(check.area());
        }
    }
    names
}

/// Why checks were skipped or ended in an error, each reason once.
pub(super) fn skips(out: &mut impl Write, look: Look, result: &RunResult) -> io::Result<()> {
    let mut reasons: Vec<(String, usize)> = Vec::new();
    for check in &result.checks {
        let kind = match (check.verdict, check.skip) {
            (VerdictWord::Skipped, Some(kind)) => format!("skipped, {kind}"),
            (VerdictWord::Error, _) => "error".to_owned(),
            _ => continue,
        };
        let text = format!("{kind}: {}", check.reason.as_deref().unwrap_or_default());
        match reasons.iter_mut().find(|(known, _)| *known == text) {
            Some((_, number)) => *number += 1,
            None => reasons.push((text, 1)),
        }
    }
    for (reason, number) in &reasons {
        let rows = wrap(&one_line(&noted(reason, REASON)), look.width.saturating_sub(5));
        for (at, row) in rows.iter().enumerate() {
            let number = if at == 0 { number.to_string() } else { String::new() };
            writeln!(out, "{}", look.dim(&format!("{number:>4} {}", safe(row))))?;
        }
    }
    if reasons.is_empty() { Ok(()) } else { writeln!(out) }
}

/// What the baseline accepts, and which of its entries have had their time.
pub(super) fn baseline(out: &mut impl Write, look: Look, result: &RunResult) -> io::Result<()> {
    let Some(applied) = &result.baseline else { return Ok(()) };
    for check in result.failures() {
        if let Some(reason) = &check.accepted {
            let text = format!("accepted {} ({}): {reason}", words::name(check), check.severity);
            hanging(out, look, &text)?;
        }
    }
    let told = [
        (&applied.fixed, "passes now: remove its entry from the baseline"),
        (&applied.expired, "was accepted until a day that is over"),
    ];
    for (entries, what) in told {
        for entry in entries {
            let dialect = entry.dialect.map(|dialect| format!(" ({dialect} dialect)")).unwrap_or_default();
            hanging(out, look, &format!("{}{dialect} {what}", entry.check))?;
        }
    }
    if applied.accepted + applied.fixed.len() + applied.expired.len() > 0 { writeln!(out) } else { Ok(()) }
}

/// A sentence, with its second row and those behind it set in.
fn hanging(out: &mut impl Write, look: Look, text: &str) -> io::Result<()> {
    for (at, row) in wrap(&one_line(text), look.width.saturating_sub(2)).iter().enumerate() {
        writeln!(out, "{}{}", if at == 0 { "" } else { "  " }, safe(row))?;
    }
    Ok(())
}

/// What is still in the tenant.
pub(super) fn left_behind(out: &mut impl Write, look: Look, result: &RunResult) -> io::Result<()> {
    let (disabled, left): (Vec<_>, Vec<_>) =
        result.left_behind.iter().partition(|left| left.state == LeftState::Disabled);
    if !disabled.is_empty() {
        hanging(out, look, &format!("{} in the tenant, disabled.", stay(disabled.len())))?;
        writeln!(out)?;
    }
    if left.is_empty() {
        return Ok(());
    }
    let (what, advice) =
        if result.kept { ("kept", "removes them") } else { ("could not be removed", "tries again") };
    let title = format!("{} {what}:", count(left.len(), "test resource"));
    writeln!(out, "{}", look.coloured(AnsiColor::Yellow, &title))?;
    for entry in left {
        let id = entry.id.as_deref().unwrap_or("id unknown");
        let (name, id) = (safe(&one_line(&entry.name)), safe(&one_line(id)));
        writeln!(out, "  {:?} {name} ({id})", entry.kind)?;
    }
    writeln!(out, "  `scimproof clean --run {}` {advice}.\n", result.run)
}

fn stay(number: usize) -> String {
    if number == 1 { "1 test user stays".to_owned() } else { format!("{number} test users stay") }
}

/// The verdict in one line, where there is room for it.
pub(super) fn verdict(out: &mut impl Write, look: Look, result: &RunResult) -> io::Result<()> {
    let summary = result.summary;
    let severities = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let failed: Vec<String> = severities
        .into_iter()
        .map(|(severity, word)| (result.failures().filter(|check| check.severity == severity).count(), word))
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| count(number, word))
        .collect();
    let mark = words::outcome(result);
    let colour = match mark {
        "PASS" => AnsiColor::Green,
        "FAIL" | "ERROR" => AnsiColor::Red,
        _ => AnsiColor::Yellow,
    };
    let failed = if failed.is_empty() { String::new() } else { format!(" ({})", failed.join(", ")) };
    #[expect(clippy::cast_precision_loss, reason = "a run takes less than 285,000 years")]
    let seconds = result.duration_ms as f64 / 1000.0;
    let rest = format!(
        "{} passed, {} failed{failed}, {} skipped, {} ended in an error; {} in {seconds:.1} s",
        summary.pass,
        summary.fail,
        summary.skipped,
        summary.error,
        count(result.requests, "request"),
    );
    let text = format!("{mark} {rest}");
    let fits = text.width() <= look.width;
    let rows = wrap(&text, if fits { look.width } else { look.width.saturating_sub(2) });
    for (at, row) in rows.iter().enumerate() {
        // The word alone is coloured, and it is never broken from the first number.
        let row =
            if at == 0 { row.replacen(mark, &look.coloured(colour, mark), 1) } else { format!("  {row}") };
        writeln!(out, "{row}")?;
    }
    Ok(())
}
