//! A provisioning tutorial, as Markdown or as text from a browser, as a suite.

use super::page::Page;
use super::remark::Remarks;
use super::rows::{Listed, Rows, listed};
use super::{ImportError, Imported, Options, about, limits, offer, urls};
use crate::suite::write::Comments;
use crate::suite::{
    App, Attribute, AttributePath, AttributeType, GroupRules, GroupSupport, Suite, UserRules,
};

/// Most lines of a page, and most sentences; the longest have some hundred. Every rule looks at each of them.
const MOST: usize = 50_000;

/// Reads a page.
pub(super) fn import(text: &str, options: &Options) -> Result<Imported, ImportError> {
    not_more_than_a_page_has(text.lines().take(MOST + 1).count(), "lines", options)?;
    let page = Page::new(text);
    not_more_than_a_page_has(page.sentences.len(), "sentences", options)?;
    let mut remarks = Remarks::default();
    let mut comments = Comments::default();
    let title = if options.name.is_some() { None } else { about::name(&page, &mut remarks) };
    let (name, slug) = super::names(title, options)?;
    let listed = listed(&page, &options.file, &mut remarks)?;
    let mut app = App { name, slug, ..app(&page, options, &mut remarks) };
    nothing_at_all(&app, &listed, &options.file)?;
    app.notes.extend(listed.twice.iter().map(|path| format!("{path} is printed twice")));
    let (support, why) = offer::groups(&page, &listed, &app.capabilities, &mut remarks);
    let mut suite = Suite {
        schema: 1,
        inherits: inherits(&page, &listed, &mut comments, &mut remarks),
        app,
        user: users(&listed.user, &mut remarks),
        group: groups(&listed.group, support, &mut remarks),
        overrides: Vec::new(),
        cases: Vec::new(),
    };
    if !why.is_empty() {
        comments.group.push(why);
    }
    add_members(&mut suite);
    limits::take(&page, &mut suite, &mut remarks);
    if support == GroupSupport::Unsupported && page_is_silent(&page) {
        suite.app.notes.push("no group provisioning".to_owned());
    }
    beside_rows(&suite, &mut comments, &mut remarks);
    Ok(Imported { suite, comments, remarks })
}

fn not_more_than_a_page_has(number: usize, of: &str, options: &Options) -> Result<(), ImportError> {
    if number <= MOST {
        return Ok(());
    }
    let message = format!("more than {MOST} {of} are more than a page has");
    Err(ImportError::whole(&options.file, &message, "import one page at a time"))
}

/// What the page says of the app itself, but for its name.
fn app(page: &Page, options: &Options, remarks: &mut Remarks) -> App {
    let source_date = about::date(page, remarks);
    let urls = urls::urls(page, remarks);
    if urls.tenant.is_none() {
        remarks.not_said("the tenant URL");
    }
    App {
        name: String::new(),
        slug: String::new(),
        source: super::source(options),
        source_date,
        tenant_url: urls.tenant,
        hosts: urls.hosts,
        auth: offer::auth(page, remarks),
        capabilities: offer::capabilities(page, remarks),
        default_access: offer::default_access(page, remarks),
        rate_limit: None,
        notes: Vec::new(),
    }
}

/// A text that says nothing of provisioning makes no suite.
fn nothing_at_all(app: &App, listed: &Listed, file: &str) -> Result<(), ImportError> {
    let is_silent = app.auth.is_none() && app.capabilities.is_empty() && app.tenant_url.is_none();
    if is_silent && listed.user.attributes.is_empty() && listed.group.attributes.is_empty() {
        let help = "give it the page that says how provisioning is configured: with a table of attributes, a tenant URL \
                    or a list of capabilities";
        return Err(ImportError::whole(file, "nothing in it reads like a provisioning tutorial", help));
    }
    Ok(())
}

/// Without a table of users the app is expected to take Entra's default mapping.
fn inherits(page: &Page, listed: &Listed, comments: &mut Comments, remarks: &mut Remarks) -> Option<String> {
    if !listed.user.attributes.is_empty() {
        return None;
    }
    remarks.not_said("the attributes of users; Entra's default mapping is expected (inherits = \"entra\")");
    let is_image = page.sentences.iter().any(|s| s.lower.contains("user attributes"))
        || page
            .lines
            .iter()
            .any(|line| line.raw.contains("![") && line.raw.to_ascii_lowercase().contains("attribute"));
    let text = if is_image {
        "The page shows the user mapping only as an image, so the default mapping is expected."
    } else {
        "The page prints no user attributes, so the default mapping is expected."
    };
    comments.head.push(text.to_owned());
    Some("entra".to_owned())
}

fn users(rows: &Rows, remarks: &mut Remarks) -> UserRules {
    let attributes = rows.attributes.clone();
    UserRules { matching: matching(rows, "userName", "users", remarks), attributes, ..UserRules::default() }
}

fn groups(rows: &Rows, support: GroupSupport, remarks: &mut Remarks) -> GroupRules {
    let matching = matching(rows, "displayName", "groups", remarks);
    GroupRules {
        support: Some(support),
        matching,
        attributes: rows.attributes.clone(),
        ..GroupRules::default()
    }
}

/// The matching attributes: what a column says; else the usual one where nothing speaks against it, else those that can
/// be filtered by.
fn matching(rows: &Rows, usual: &str, of: &str, remarks: &mut Remarks) -> Vec<AttributePath> {
    if rows.attributes.is_empty() {
        return Vec::new();
    }
    let mut named = rows.matching.clone();
    named.sort();
    let mut seen = std::collections::HashSet::new();
    named.retain(|(_, path)| seen.insert(path.to_ascii_lowercase()));
    let named: Vec<AttributePath> = named.iter().filter_map(|(_, path)| path.parse().ok()).collect();
    if !named.is_empty() {
        remarks.found(rows.table, format!("{of} are matched by {}", named[0]));
        return named;
    }
    let can = |row: &&Attribute| row.target().same(usual) && row.filter != Some(false);
    let usable = |row: &&Attribute| row.filter == Some(true) && row.kind == AttributeType::String;
    let mut found: Vec<&Attribute> = rows.attributes.iter().filter(can).collect();
    if found.is_empty() {
        found = rows.attributes.iter().filter(usable).collect();
    }
    if found.is_empty() {
        let text =
            format!("{of}: no attribute of the table can be filtered by; {usual} is expected to match");
        remarks.look(rows.table, text);
        return Vec::new();
    }
    let names: Vec<&str> = found.iter().map(|row| row.target().as_str()).collect();
    remarks.guessed(rows.table, format!("{of} are matched by {}", names.join(", ")));
    found.into_iter().map(|row| row.target().clone()).collect()
}

/// Groups that are offered without a table have what groups need.
fn add_members(suite: &mut Suite) {
    let lacks = suite.group.attributes.is_empty() && suite.inherits.is_none();
    if suite.group.support != Some(GroupSupport::Supported) || !lacks {
        return;
    }
    let rows = [("displayName", AttributeType::String), ("members", AttributeType::Reference)];
    let rows = rows.into_iter().filter_map(|(path, kind)| Some(Attribute::new(path.parse().ok()?, kind)));
    suite.group.attributes = rows.collect();
}

fn page_is_silent(page: &Page) -> bool {
    page.first(|s| s.has(super::words::GROUPS)).is_none()
}

/// What a reader of the suite should look at, at the end of a row.
fn beside_rows(suite: &Suite, comments: &mut Comments, remarks: &mut Remarks) {
    for row in &suite.user.attributes {
        let lacks_role =
            row.target().path().is_attribute("roles") && row.sample.is_none() && row.values.is_empty();
        if lacks_role {
            let text =
                format!("{}: no role is named; add sample = \"…\" with one the app knows", row.target());
            remarks.not_said(text);
        }
        let role = lacks_role.then_some("no role is named; set sample to one the app knows");
        comments.user_rows.extend(beside(row, role));
    }
    comments.group_rows.extend(suite.group.attributes.iter().filter_map(|row| beside(row, None)));
}

fn beside(row: &Attribute, more: Option<&str>) -> Option<(String, String)> {
    let likely = row.likely.is_some().then_some("likely: guessed");
    let remark: Vec<&str> = likely.into_iter().chain(more).collect();
    (!remark.is_empty()).then(|| (row.printed().to_string(), remark.join("; ")))
}
