//! Base URLs that a page prints: the tenant URL and further hosts.

use super::page::{Form, Line, Page};
use super::remark::Remarks;
use super::words;
use crate::suite::Host;
use crate::text::cut;

/// The documented base URLs.
#[derive(Debug, Default)]
pub(super) struct Urls {
    pub(super) tenant: Option<String>,
    pub(super) hosts: Vec<Host>,
}

/// Hosts of Microsoft and others that are no tenant.
const OTHERS: &[&str] = &[
    "microsoft.com",
    "azure.com",
    "microsoftonline.com",
    "office.com",
    "github.com",
    "aka.ms",
    "msdn.com",
    "windows.net",
    "live.com",
    "ietf.org",
    "simplecloud.info",
    "youtube.com",
];

/// One URL where it is printed.
struct Printed {
    url: String,
    line: usize,
    /// Whether the line names the field it goes into.
    is_named: bool,
    label: String,
}

/// The base URLs of the page. Nothing is taken from the targets of links.
pub(super) fn urls(page: &Page, remarks: &mut Remarks) -> Urls {
    let mut printed = collect(page);
    let is_any_named = printed.iter().any(|found| found.is_named);
    printed.retain(|found| found.is_named || !is_any_named || found.is_scim());
    let Some(first) = printed.iter().position(|found| found.is_named).or((!printed.is_empty()).then_some(0))
    else {
        return Urls::default();
    };
    let tenant = printed.remove(first);
    let told = format!("tenant URL: {}", tenant.url);
    if tenant.is_named {
        remarks.found(tenant.line, told)
    } else {
        remarks.guessed(tenant.line, told)
    }
    let hosts = printed.iter().map(|found| host(found, remarks)).collect();
    Urls { tenant: Some(tenant.url), hosts }
}

fn host(found: &Printed, remarks: &mut Remarks) -> Host {
    remarks.guessed(found.line, format!("a further base URL: {}", found.url));
    let when = match found.label.as_str() {
        "" => format!("named on line {} of the page", found.line),
        label => label.to_owned(),
    };
    Host { url: found.url.clone(), when }
}

/// Most URLs that are looked at; an app has a handful.
const MOST: usize = 20;

fn collect(page: &Page) -> Vec<Printed> {
    let mut all: Vec<Printed> = Vec::new();
    let mut was_named = false;
    for line in page.lines.iter().filter(|line| line.form != Form::Blank) {
        let is_named = words::any(&line.text.to_lowercase(), words::TENANT_URL);
        let is_row = matches!(line.form, Form::Bars | Form::Tabs);
        for (url, at) in printed(&line.text) {
            let is_named = is_named || (was_named && at < 20);
            let mut found = Printed { url, line: line.number, is_named, label: String::new() };
            if found.is_tenant() && !all.iter().any(|other| other.url == found.url) {
                // For these alone, as it may look at the whole line.
                found.label = label(line, at, is_row);
                all.push(found);
            }
            if all.len() == MOST {
                return all;
            }
        }
        was_named = is_named;
    }
    all
}

impl Printed {
    fn is_scim(&self) -> bool {
        self.url.to_ascii_lowercase().contains("scim")
    }

    /// Whether it can be a base URL at all: of the vendor, and either named so or with SCIM in it.
    fn is_tenant(&self) -> bool {
        let rest = self.url.split_once("://").map_or("", |(_, rest)| rest);
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase();
        let is_other = OTHERS.iter().any(|other| host == *other || host.ends_with(&format!(".{other}")));
        let is_page =
            [".png", ".md", ".html", ".pdf"].iter().any(|end| self.url.to_ascii_lowercase().ends_with(end));
        !is_other && !is_page && host.len() > 3 && (self.is_named || self.is_scim())
    }
}

/// For whom a URL is: the words before it, up to a colon, or another cell of its row.
fn label(line: &Line, at: usize, is_row: bool) -> String {
    let cells = || line.text.split(['|', '\t']).map(str::trim);
    if is_row {
        let other = cells().find(|cell| !cell.is_empty() && !cell.contains("://"));
        return cut(other.unwrap_or_default(), 60);
    }
    let before = line.text[..at].trim_end().trim_end_matches('-').trim_end();
    let words = before.strip_suffix(':').unwrap_or_default();
    let words = words.rsplit(['.', ';', ',']).next().unwrap_or_default().trim();
    if words.chars().count() <= 60 && !words::any(&words.to_lowercase(), words::TENANT_URL) {
        words.to_owned()
    } else {
        String::new()
    }
}

/// The URLs of a line with their positions. A placeholder in brackets may hold spaces.
fn printed(text: &str) -> Vec<(String, usize)> {
    let mut all = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find("http").map(|at| from + at) {
        let rest = &text[at..];
        from = at + 4;
        if rest.starts_with("https://") || rest.starts_with("http://") {
            let length = length(rest);
            let url = rest[..length].trim_end_matches(['.', ',', ';', ':', '*', '!', '?', '"', '\'']);
            all.push((url.to_owned(), at));
            from = at + length.max(4);
        }
    }
    all
}

fn length(rest: &str) -> usize {
    let mut close = None;
    let mut opened = 0;
    for (at, c) in rest.char_indices() {
        match close {
            Some(wanted) if c == wanted => close = None,
            // A bracket that is never closed is the end.
            Some(_) if at - opened > 60 => return opened,
            Some(_) => {}
            None => match c {
                '<' | '{' | '[' => {
                    opened = at;
                    close = Some(if c == '<' {
                        '>'
                    } else if c == '{' {
                        '}'
                    } else {
                        ']'
                    });
                }
                c if c.is_whitespace() || "\"”“`)>|]}「」（），、。".contains(c) || at > 400 => {
                    return at;
                }
                _ => {}
            },
        }
    }
    if close.is_some() { opened } else { rest.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Urls {
        urls(&Page::new(text), &mut Remarks::default())
    }

    #[test]
    fn where_a_tenant_url_stands() {
        for (text, expected) in [
            ("Enter https://api.tern.example/scim in the Tenant URL.", Some("https://api.tern.example/scim")),
            (
                "Tenant URL: `https://<your host>.tern.example/scim/v2/`.",
                Some("https://<your host>.tern.example/scim/v2/"),
            ),
            ("The **Tenant URL** is\n`https://tern.example/x?y=1`", Some("https://tern.example/x?y=1")),
            ("Use https://{name}.tern.example/scim.", Some("https://{name}.tern.example/scim")),
            ("[SCIM guide](https://help.tern.example/scim)", None),
            ("See https://learn.microsoft.com/scim.", None),
            ("See https://tern.example/help.", None),
            ("Mandanten-URL: https://tern.example/api", Some("https://tern.example/api")),
            ("Tenant URL: https://<never closed", None),
        ] {
            assert_eq!(all(text).tenant.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn further_hosts_say_for_whom() {
        let found = all(
            "Enter the Tenant URL of your region:\n\n| Region | URL |\n|---|---|\n| Europe | https://eu.tern.example/scim |\n| US | https://us.tern.example/scim |\n",
        );
        assert_eq!(found.tenant.as_deref(), Some("https://eu.tern.example/scim"));
        assert_eq!(found.hosts, [Host { url: "https://us.tern.example/scim".into(), when: "US".into() }]);
    }
}
