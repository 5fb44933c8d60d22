//! The top of the page: the verdict at a glance, what to fix, and how each area did.

use super::writer::Html;
use super::{View, check_link, place, verdict};
use crate::report::words;
use crate::result::{CheckResult, RunResult, VerdictWord};
use crate::text::{count, cut, one_line};
use crate::verdict::Severity;

/// At most so many failures are listed at the top; the checks have all.
const FIXES: usize = 20;

/// Characters of a quoted value; the check below has more.
const QUOTE: usize = 160;

/// The class that the verdict is coloured by.
fn class(result: &RunResult) -> &'static str {
    match words::outcome(result) {
        "PASS" => "pass",
        "FAIL" => "fail",
        "NOTHING JUDGED" => "skipped",
        _ => "error",
    }
}

/// Who was judged by what, and the verdict.
pub(super) fn header(html: &mut Html, view: &View) {
    let result = &view.document.result;
    html.el("header", &[], |html| {
        html.el("h1", &[], |html| {
            html.line("span", &[("class", "app")], &result.suite.name);
            html.raw(" <span class=\"tool\">SCIM provisioning, as Microsoft Entra ID does it</span>");
        });
        html.el("p", &[("class", &format!("verdict {}", class(result)))], |html| {
            html.line("strong", &[], words::outcome_in_full(result));
            html.raw(" ");
            html.line("span", &[], &sentence(view));
        });
        tallies(html, view);
        facts(html, result);
    });
    html.raw("\n");
}

/// What the verdict means, in a sentence.
fn sentence(view: &View) -> String {
    let result = &view.document.result;
    let breaking = result.checks.iter().filter(|check| words::breaks(result, check)).count();
    match (result.interrupted, result.exit_code.code()) {
        (true, _) => "The run was stopped before its end; what was seen until then is judged.".to_owned(),
        (_, 0 | 5) if result.summary.fail == 0 => "Every check that could be judged passed.".to_owned(),
        (_, 0 | 5) => format!("No check of severity {} failed that is not accepted.", result.fail_on),
        (_, 1) => {
            format!("{} of severity {} or worse must be fixed.", count(breaking, "failure"), result.fail_on)
        }
        (_, 4) => "Every check was skipped; each says why.".to_owned(),
        _ => "The tenant was not reached, refused the credential, or did not answer.".to_owned(),
    }
}

/// How many checks ended how.
fn tallies(html: &mut Html, view: &View) {
    let checks = &view.document.result.checks;
    let number = |word: &str| checks.iter().filter(|check| verdict(check) == word).count();
    let failed = |severity| {
        checks.iter().filter(|check| verdict(check) == "fail" && check.severity == severity).count()
    };
    html.el("ul", &[("class", "tallies")], |html| {
        for word in ["fail", "error", "accepted", "pass", "skipped"] {
            if number(word) == 0 && word != "pass" && word != "fail" {
                continue;
            }
            html.el("li", &[("class", word)], |html| {
                html.line("b", &[], &number(word).to_string());
                html.text(" ");
                html.text(tally_name(word));
                if word == "fail" && number(word) > 0 {
                    let severities = [Severity::Error, Severity::Warning, Severity::Note];
                    let parts = severities.into_iter().filter(|severity| failed(*severity) > 0);
                    let parts: Vec<String> =
                        parts.map(|severity| count(failed(severity), &severity.to_string())).collect();
                    html.line("small", &[], &format!(" ({})", parts.join(", ")));
                }
            });
        }
    });
}

fn tally_name(word: &str) -> &'static str {
    match word {
        "fail" => "failed",
        "error" => "ended in an error",
        "accepted" => "failed, accepted",
        "pass" => "passed",
        _ => "skipped",
    }
}

fn facts(html: &mut Html, result: &RunResult) {
    let dialects: Vec<String> = result.dialects.iter().map(ToString::to_string).collect();
    #[expect(clippy::cast_precision_loss, reason = "a duration in seconds with one digit")]
    let seconds = result.duration_ms as f64 / 1000.0;
    let rows = [
        ("Tenant", result.tenant.clone()),
        ("Suite", result.suite.slug.clone()),
        ("Profile", result.profile.to_string()),
        ("Dialect", dialects.join(" and ")),
        ("Run", result.run.clone()),
        ("Started", started(result)),
        ("Took", format!("{seconds:.1} s, {}", count(result.requests, "request"))),
        ("Exit code", result.exit_code.code().to_string()),
    ];
    html.el("dl", &[("class", "facts")], |html| {
        for (label, value) in rows {
            html.el("div", &[], |html| {
                html.line("dt", &[], label);
                html.line("dd", &[], &value);
            });
        }
    });
}

/// The start without fractions of a second.
fn started(result: &RunResult) -> String {
    let whole = result.started.split('.').next().unwrap_or_default();
    if whole.len() < result.started.len() { format!("{whole}Z") } else { whole.to_owned() }
}

/// The failures, the worst first, each with the next thing to do.
pub(super) fn fixes(html: &mut Html, view: &View) {
    let groups = by_check(view);
    if groups.is_empty() {
        return;
    }
    html.el("section", &[("id", "fixes"), ("aria-labelledby", "fixes-title")], |html| {
        html.raw("<h2 id=\"fixes-title\">What to fix</h2>");
        html.el("ol", &[("class", "fixes")], |html| {
            for group in groups.iter().take(FIXES) {
                fix(html, group);
            }
        });
        if groups.len() > FIXES {
            html.el("p", &[], |html| {
                html.text(&format!("{} more in ", groups.len() - FIXES));
                html.raw("<a href=\"#checks\">the checks</a>.");
            });
        }
    });
    html.raw("\n");
}

/// The failures; the entries of one check for several dialects stand together.
fn by_check<'a>(view: &View<'a>) -> Vec<Vec<&'a CheckResult>> {
    let mut groups: Vec<Vec<&CheckResult>> = Vec::new();
    for check in view.failures() {
        match groups.iter_mut().find(|group| group[0].id == check.id) {
            Some(group) => group.push(check),
            None => groups.push(vec![check]),
        }
    }
    groups
}

fn fix(html: &mut Html, group: &[&CheckResult]) {
    let Some(first) = group.first() else { return };
    html.el("li", &[], |html| {
        badge(html, first);
        html.raw(" ");
        for check in group {
            check_link(html, check);
            html.raw(" ");
        }
        html.el("p", &[("class", "title")], |html| html.prose(&first.title));
        if first.verdict == VerdictWord::Error {
            html.line("p", &[], first.reason.as_deref().unwrap_or_default());
            return;
        }
        html.el("p", &[], |html| found(html, first));
        html.el("p", &[], |html| {
            html.raw("<b>Fix:</b> ");
            html.prose(&first.fix);
        });
    });
}

/// The first finding in one line.
fn found(html: &mut Html, check: &CheckResult) {
    html.raw("<b>Found:</b> ");
    let Some(finding) = check.findings.first() else { return };
    html.line("bdi", &[], &cut(&one_line(&finding.message), QUOTE));
    if let (Some(expected), Some(actual)) = (&finding.expected, &finding.actual) {
        html.raw("; expected ");
        html.line("code", &[], &cut(expected, QUOTE));
        html.raw(", actual ");
        html.line("code", &[], &cut(actual, QUOTE));
    }
    if let Some(number) = finding.exchange {
        html.raw(" – ");
        super::exchange_link(html, number, &format!("exchange #{number}"));
    }
    if check.findings.len() > 1 {
        html.text(&format!(", and {}", count(check.findings.len() - 1, "more finding")));
    }
}

/// Verdict and severity in words.
pub(super) fn badge(html: &mut Html, check: &CheckResult) {
    let word = verdict(check);
    html.line("span", &[("class", &format!("badge {word}"))], word);
    if word == "fail" || word == "accepted" {
        html.raw(" ");
        let severity = check.severity.to_string();
        html.line("span", &[("class", &format!("badge severity-{severity}"))], &severity);
    }
}

/// One line per area; a verdict that nothing has gets no column.
pub(super) fn areas(html: &mut Html, view: &View) {
    let checks = &view.document.result.checks;
    let mut columns = vec!["fail", "error", "accepted", "pass", "skipped"];
    columns.retain(|word| checks.iter().any(|check| verdict(check) == *word));
    html.el("section", &[("id", "areas"), ("aria-labelledby", "areas-title")], |html| {
        html.raw("<h2 id=\"areas-title\">Areas</h2><div class=\"scroll\" tabindex=\"0\" role=\"region\" ");
        html.raw("aria-labelledby=\"areas-title\"><table class=\"areas\"><thead><tr>");
        html.raw("<th scope=\"col\">area</th>");
        for word in &columns {
            html.line("th", &[("scope", "col")], tally_name(word));
        }
        html.raw("</tr></thead><tbody>");
        for area in names(checks) {
            self::area(html, checks, area, &columns);
        }
        html.raw("</tbody></table></div>");
    });
    html.raw("\n");
}

fn area(html: &mut Html, checks: &[CheckResult], area: &str, columns: &[&str]) {
    html.el("tr", &[], |html| {
        html.el("th", &[("scope", "row")], |html| {
            let first = checks.iter().find(|check| check.area() == area);
            let address = first.map(|check| format!("#{}", place(check))).unwrap_or_default();
            html.line("a", &[("href", &address), ("data-filter-area", area)], area);
        });
        for word in columns {
            let number = checks.iter().filter(|c| c.area() == area && verdict(c) == *word).count();
            let class = if number == 0 { "none" } else { word };
            html.line("td", &[("class", class)], &number.to_string());
        }
    });
}

/// The areas in the order of the checks.
pub(super) fn names(checks: &[CheckResult]) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for check in checks {
        if !names.contains(&check.area()) {
            names.push(check.area());
        }
    }
    names
}
