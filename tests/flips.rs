//! Flags of suites, flipped one by one while the tenant behaves as the suite without the flip: each changes the verdicts
//! that it must change, and no other.
//!
//! Where nobody documents it differently, a verdict stays. What a flip changes follows from a few rules of its own kind,
//! which know nothing of how runs are planned.

mod support;

use std::collections::BTreeMap;
use std::sync::Mutex;

use scimproof::check;
use serde_json::Value as Json;
use support::{Place, Served};
use toml::{Table, Value};

/// What the checks say, by id: the verdict, the kind of a skip, the severity.
type Verdicts = BTreeMap<String, String>;

/// The checks that speak of single attributes.
const ROWS: &str = "suite/,query/,patch/empty-string-clears,patch/null-clears";
const CLEARS: [&str; 2] = ["patch/empty-string-clears", "patch/null-clears"];
const REFUSED: &str = "suite/required-refused";
const ORDERLY: &str = "suite/required-no-server-error";
const WORK: &str = "emails[type eq \"work\"].value";

/// A suite and the tenant that behaves as it says.
struct Stage {
    suite: Table,
    tenant: Served,
    place: Place,
}

impl Stage {
    fn new(file: &str) -> Self {
        let text = std::fs::read_to_string(format!("{}/{file}", env!("CARGO_MANIFEST_DIR"))).expect(file);
        Self {
            suite: text.parse().expect(file),
            tenant: Served::start(&["--suite", file]),
            place: Place::new(),
        }
    }

    /// The verdicts of a run with that suite.
    fn run(&self, suite: &Table, options: &[&str]) -> Verdicts {
        let file = self.place.home.path().join("flipped.toml");
        std::fs::write(&file, suite.to_string()).expect("the suite");
        let path = file.to_str().expect("a path in UTF-8");
        let variables = [("SCIM_TOKEN", self.tenant.token.as_str())];
        let fixed = ["run", path, "--url", &self.tenant.url, "--format", "json", "--rate", "9999/s"];
        let arguments = [&fixed[..], &["--dialect", "default", "--settle", "0s"], options].concat();
        let done = self.place.run(&arguments, &variables);
        let result = done.json();
        result["checks"].as_array().expect("checks").iter().map(verdict).collect()
    }
}

fn verdict(check: &Json) -> (String, String) {
    let text = |name: &str| check[name].as_str().unwrap_or_default();
    let word = match text("verdict") {
        "skipped" => format!("skipped: {}", text("skip")),
        word => format!("{word}: {}", text("severity")),
    };
    (text("id").to_owned(), word)
}

fn compare(what: &str, before: &Verdicts, after: &Verdicts, expected: &Verdicts) -> usize {
    let differ = |id: &&String| before[*id] != after[*id];
    let changed: Verdicts = before.keys().filter(differ).map(|id| (id.clone(), after[id].clone())).collect();
    let due = |(id, word): &(&String, &String)| before.get(*id).is_some_and(|old| old != *word);
    let due: Verdicts = expected.iter().filter(due).map(|(id, word)| (id.clone(), word.clone())).collect();
    assert_eq!(changed, due, "{what}, before: {before:#?}");
    changed.len()
}

/// A row of the table of users.
struct Row<'a> {
    table: &'a Table,
    path: &'a str,
}

impl Row<'_> {
    fn is(&self, flag: &str) -> Option<bool> {
        self.table.get(flag).and_then(Value::as_bool)
    }

    fn name(&self) -> &str {
        let behind = self.path.rsplit([':']).next().unwrap_or_default();
        let behind = if self.path.starts_with("urn:scim:") {
            behind.rsplit('.').next().unwrap_or(behind)
        } else {
            behind
        };
        behind.split(['.', '[']).next().unwrap_or_default()
    }

    fn is_text(&self) -> bool {
        self.table["type"].as_str() == Some("String")
    }

    /// Whether Microsoft's validation may empty it.
    fn is_clearable(&self, matching: &[String]) -> bool {
        let kept = ["userName", "active", "externalId", "roles", "manager"];
        let bound = self.table.contains_key("written") || self.table.contains_key("equals");
        self.is_text()
            && !kept.contains(&self.name())
            && !bound
            && !matching.iter().any(|own| own == self.path)
    }

    /// The check that a query by the attribute is for. A name by which nobody is matched is one attribute of many.
    fn query(&self, matching: &[String]) -> &'static str {
        match self.path {
            "userName" if matching.iter().any(|own| own == "userName") => "query/filter-by-username",
            "externalId" => "query/filter-by-external-id",
            WORK => "query/filter-by-work-email",
            _ => "suite/filterable",
        }
    }
}

fn rows(suite: &Table) -> Vec<Row<'_>> {
    let rows = suite["user"].get("attributes").and_then(Value::as_array).into_iter().flatten();
    rows.filter_map(Value::as_table)
        .map(|table| {
            let path = table.get("likely").unwrap_or(&table["path"]).as_str().expect("a path");
            Row { table, path }
        })
        .collect()
}

fn matching(suite: &Table) -> Vec<String> {
    let own = suite["user"].get("matching").and_then(Value::as_array).cloned().unwrap_or_default();
    let own: Vec<String> = own.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    if own.is_empty() { vec!["userName".to_owned()] } else { own }
}

/// The suite with that flag of the row turned round.
fn flipped(suite: &Table, row: usize, flag: &str) -> Table {
    let mut flipped = suite.clone();
    let value = &mut flipped["user"]["attributes"][row][flag];
    *value = Value::Boolean(!value.as_bool().expect("a flag"));
    flipped
}

fn with(entries: &[(&str, &str)]) -> Verdicts {
    entries.iter().map(|(id, word)| ((*id).to_owned(), (*word).to_owned())).collect()
}

/// What follows when the page is said to require what it does not, or not to require what it does.
fn of_required(suite: &Table, at: usize) -> Verdicts {
    let (rows, matching) = (rows(suite), matching(suite));
    let row = &rows[at];
    let others = || rows.iter().enumerate().filter(move |(other, _)| *other != at).map(|(_, row)| row);
    let others_required = others().any(|row| row.is("required") == Some(true));
    let others_cleared = others().any(|row| row.is("required") == Some(false) && row.is_clearable(&matching));
    let mut expected = Verdicts::new();
    if row.is("required") == Some(true) {
        if !others_required {
            expected.extend(with(&[(REFUSED, "skipped: suite"), (ORDERLY, "skipped: suite")]));
        }
        if row.is_clearable(&matching) {
            expected.extend(CLEARS.map(|id| (id.to_owned(), "fail: warning".to_owned())));
        }
    } else {
        expected.extend(with(&[(REFUSED, "fail: warning"), (ORDERLY, "pass: error")]));
        if row.is_clearable(&matching) && !others_cleared {
            expected.extend(CLEARS.map(|id| (id.to_owned(), "skipped: suite".to_owned())));
        }
    }
    expected
}

/// What follows when the page is said to let filter by what it does not, or not to by what it does.
fn of_filter(suite: &Table, at: usize) -> Verdicts {
    let (rows, matching) = (rows(suite), matching(suite));
    let row = &rows[at];
    let asked = |row: &Row| row.is("filter") == Some(true) || matching.iter().any(|own| own == row.path);
    let alone = || {
        let same = rows
            .iter()
            .enumerate()
            .filter(|(other, own)| *other != at && own.query(&matching) == row.query(&matching));
        !same.into_iter().any(|(_, row)| asked(row))
    };
    match row.is("filter") {
        Some(false) => with(&[(row.query(&matching), "fail: error")]),
        _ if matching.iter().any(|own| own == row.path) || !alone() => Verdicts::new(),
        _ => with(&[(row.query(&matching), "skipped: suite")]),
    }
}

/// Flips one flag of every row that has it, and answers with how many flips changed a verdict.
fn flip_rows(file: &str, flag: &str, expect: fn(&Table, usize) -> Verdicts) -> usize {
    let stage = Stage::new(file);
    let before = stage.run(&stage.suite, &["--profile", "gallery", "--select", ROWS]);
    let failing = before.iter().find(|(_, word)| word.starts_with("fail") || word.starts_with("error"));
    assert_eq!(failing, None, "{file}");
    let mut telling = 0;
    for (at, row) in rows(&stage.suite).iter().enumerate().filter(|(_, row)| row.is(flag).is_some()) {
        let after = stage.run(&flipped(&stage.suite, at, flag), &["--profile", "gallery", "--select", ROWS]);
        let what = format!("{file}: {} {flag}", row.path);
        telling += usize::from(compare(&what, &before, &after, &expect(&stage.suite, at)) > 0);
    }
    telling
}

/// Does that for every file, several at a time, and answers with the sum.
fn each(files: &[&str], work: impl Fn(&str) -> usize + Sync) -> usize {
    let (queue, sum) = (Mutex::new(files.iter()), Mutex::new(0));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                loop {
                    let Some(file) = queue.lock().expect("no panic").next() else { return };
                    let told = work(file);
                    *sum.lock().expect("no panic") += told;
                }
            });
        }
    });
    sum.into_inner().expect("no panic")
}

/// Every suite of the folder in which users are created.
fn files() -> Vec<String> {
    let names = support::texts("tests/suites", "toml").into_iter().map(|(name, _)| name);
    names.filter(|name| name != "grebe").map(|name| format!("tests/suites/{name}.toml")).collect()
}

#[test]
fn what_is_required_decides_about_missing_and_emptied_values() {
    let files = files();
    assert!(files.len() >= 20, "{files:?}");
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let telling = each(&files, |file| flip_rows(file, "required", of_required));
    assert!(telling > 40, "only {telling} flips changed a verdict");
}

#[test]
fn what_can_be_filtered_by_decides_about_queries() {
    let files = files();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let telling = each(&files, |file| flip_rows(file, "filter", of_filter));
    assert!(telling > 20, "only {telling} flips changed a verdict");
}

/// The verdicts after what the suite says of groups was changed, where the tenant has groups all the same.
fn groups_said(before: &Verdicts, word: fn(&check::Check, &str) -> String) -> Verdicts {
    let about = check::all().iter().filter(|check| check.is_about_groups());
    about.filter_map(|check| Some((check.id.to_owned(), word(check, before.get(check.id)?)))).collect()
}

/// A verdict with the severity of a note.
fn as_note(_: &check::Check, word: &str) -> String {
    match word.split_once(": ") {
        Some((verdict @ ("pass" | "fail"), _)) => format!("{verdict}: note"),
        _ => word.to_owned(),
    }
}

/// A verdict with the check's own severity.
fn in_earnest(check: &check::Check, word: &str) -> String {
    match word.split_once(": ") {
        Some((verdict @ ("pass" | "fail"), _)) => format!("{verdict}: {}", check.severity),
        _ => word.to_owned(),
    }
}

fn left_out(_: &check::Check, word: &str) -> String {
    if word.starts_with("skipped") { word.to_owned() } else { "skipped: suite".to_owned() }
}

/// The suite with that text in place of another, or without any.
fn saying(suite: &Table, table: &str, key: &str, word: Option<&str>) -> Table {
    let mut suite = suite.clone();
    let table = suite.entry(table).or_insert(Value::Table(Table::new())).as_table_mut().expect("a table");
    match word {
        Some(word) => drop(table.insert(key.to_owned(), Value::String(word.to_owned()))),
        None => drop(table.remove(key)),
    }
    suite
}

fn said<'a>(suite: &'a Table, table: &str, key: &str) -> Option<&'a str> {
    suite.get(table)?.get(key)?.as_str()
}

const WHOLE: [&str; 2] = ["--profile", "entra"];

/// Turns round what a suite says of groups.
fn flip_groups(file: &str) -> usize {
    let stage = Stage::new(file);
    let before = stage.run(&stage.suite, &WHOLE);
    let try_with = |word: Option<&str>, expected: Verdicts| {
        let after = stage.run(&saying(&stage.suite, "group", "support", word), &WHOLE);
        compare(&format!("{file}: groups {word:?}"), &before, &after, &expected)
    };
    match said(&stage.suite, "group", "support") {
        Some("supported") => {
            try_with(Some("unsupported"), groups_said(&before, left_out)).min(1)
                + try_with(None, groups_said(&before, as_note)).min(1)
        }
        Some("unsupported") => try_with(Some("supported"), groups_said(&before, without_groups)).min(1),
        _ => try_with(Some("supported"), groups_said(&before, in_earnest)).min(1),
    }
}

/// A tenant without groups fails the first look and the first create; without a group the rest cannot be judged.
fn without_groups(check: &check::Check, word: &str) -> String {
    match check.id {
        "groups/create-returns-201" | "groups/no-match-empty-list" => "fail: error".to_owned(),
        "suite/group-create-round-trip" => word.to_owned(),
        _ => "skipped: needs-step".to_owned(),
    }
}

#[test]
fn what_is_said_of_groups_decides_about_their_checks() {
    let files = files();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let telling = each(&files, flip_groups);
    assert!(telling > 20, "only {telling} flips changed a verdict");
}

const DELETES: [&str; 4] = [
    "query/deleted-users-absent",
    "users/delete-returns-204",
    "users/deleted-id-404",
    "users/recreate-after-delete",
];
const DISABLES: [&str; 7] = [
    "query/inactive-users-found",
    "users/active-is-boolean",
    "users/reactivate-keeps-id",
    "patch/active-string",
    "patch/active-boolean",
    "lifecycle/restore-keeps-attributes",
    "groups/members-survive-disable",
];

/// What follows when the page is said to remove users in another way than the tenant does.
fn of_removal(before: &Verdicts, from: Option<&str>, to: Option<&str>) -> Verdicts {
    let mut expected = Verdicts::new();
    if to == Some("disable-only") {
        expected.extend(DELETES.map(|id| (id.to_owned(), "skipped: suite".to_owned())));
    } else if from == Some("disable-only") {
        // The tenant refuses the DELETE, which is a note where the page does not say that it deletes.
        expected.extend(DELETES.map(|id| (id.to_owned(), "skipped: needs-step".to_owned())));
        let word = if to.is_none() { "fail: note" } else { "fail: error" };
        expected.extend(with(&[("users/delete-returns-204", word)]));
    }
    if to == Some("delete-only") {
        let judged =
            DISABLES.iter().filter(|id| before.get(**id).is_some_and(|word| !word.starts_with("skipped")));
        expected.extend(judged.map(|id| ((*id).to_owned(), "skipped: suite".to_owned())));
    }
    expected
}

/// Turns round how a suite says that users are removed.
fn flip_removal(file: &str) -> usize {
    let stage = Stage::new(file);
    let before = stage.run(&stage.suite, &WHOLE);
    let from = said(&stage.suite, "user", "removal");
    let others = [Some("disable-only"), Some("delete-only"), None].into_iter().filter(|word| *word != from);
    let flip = |to: Option<&str>| {
        let after = stage.run(&saying(&stage.suite, "user", "removal", to), &WHOLE);
        let what = format!("{file}: removal {to:?}");
        compare(&what, &before, &after, &of_removal(&before, from, to)).min(1)
    };
    others.map(flip).sum()
}

#[test]
fn how_users_are_removed_decides_about_deletes_and_disables() {
    let files = files();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let telling = each(&files, flip_removal);
    assert!(telling > 20, "only {telling} flips changed a verdict");
}
