//! The suite's promises against what was seen, as a table.

use super::promises::{Cell, Row, Seen, rows};
use super::writer::Html;
use super::{View, exchange_link, place};

pub(super) fn section(html: &mut Html, view: &View) {
    let rows = rows(view);
    html.el("section", &[("id", "promises"), ("aria-labelledby", "promises-title")], |html| {
        html.raw("<h2 id=\"promises-title\">Promises against what was seen</h2>");
        html.el("p", &[], |html| {
            html.text(&format!("What the suite {} says of each attribute", view.document.result.suite.slug));
            html.raw(", and what its checks saw. ✓ kept, ✗ broken, – not judged, with the reason. ");
            html.raw("A cell links to the exchange that shows it, or to the check.");
        });
        if rows.is_empty() {
            html.raw("<p>The suite lists no attributes.</p>");
            return;
        }
        html.raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"promises-title\"><table class=\"promises\"><thead><tr>");
        html.raw("<th scope=\"col\">attribute</th><th scope=\"col\">create</th>");
        for dialect in &view.document.result.dialects {
            html.line("th", &[("scope", "col")], &format!("update, {dialect}"));
        }
        html.raw("<th scope=\"col\">filter</th><th scope=\"col\">required</th></tr></thead><tbody>");
        for row in &rows {
            self::row(html, view, row);
        }
        html.raw("</tbody></table></div>");
    });
    html.raw("\n");
}

fn row(html: &mut Html, view: &View, row: &Row) {
    html.el("tr", &[], |html| {
        html.el("th", &[("scope", "row")], |html| {
            html.line("small", &[], row.kind);
            html.raw(" ");
            html.line("code", &[], &row.path);
        });
        for cell in &row.cells {
            self::cell(html, view, cell);
        }
    });
}

fn cell(html: &mut Html, view: &View, cell: &Cell) {
    let (class, mark, text, number) = match &cell.seen {
        Seen::Kept(number) => ("kept", "✓", "kept", *number),
        Seen::Broken(what, number) => ("broken", "✗", what.as_str(), *number),
        Seen::NotJudged(why) => ("unjudged", "–", why.as_str(), None),
    };
    html.el("td", &[("class", class)], |html| {
        html.line("span", &[("class", "promise")], cell.promise);
        html.raw(" ");
        html.el("span", &[("class", "seen")], |html| {
            html.raw("<b aria-hidden=\"true\">");
            html.text(mark);
            html.raw("</b> ");
            if class == "unjudged" {
                html.raw("not judged: ");
            }
            html.line("bdi", &[], text);
        });
        if class != "unjudged" {
            html.raw(" ");
            evidence(html, view, cell, number);
        }
    });
}

fn evidence(html: &mut Html, view: &View, cell: &Cell, number: Option<u32>) {
    if let Some(number) = number {
        return exchange_link(html, number, &format!("#{number}"));
    }
    let checks = view.document.result.checks.iter();
    if let Some(check) = checks.into_iter().find(|check| check.id == cell.check) {
        html.line("a", &[("href", &format!("#{}", place(check)))], "check");
    }
}
