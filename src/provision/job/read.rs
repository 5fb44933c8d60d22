//! From the text of a job file to a [`Job`].

use std::path::{Path, PathBuf};

use toml::de::DeValue;

use super::section::{Document, Placed, Section};
use super::{Auth, Job, JobError, KindSettings, Mail, Notify, Tenant, TooManyRequests};
use crate::http::base_url::BaseUrl;
use crate::provision::mapping::Actions;
use crate::provision::scope::{Clause, DefaultAccess, Filter, FilterError, Filters, Operator, Scope};

const JOB: [&str; 14] = [
    "name",
    "suite",
    "mapping",
    "directory",
    "state",
    "scope",
    "default_access",
    "skip_out_of_scope_deletions",
    "create_only",
    "deletion_threshold",
    "too_many_requests",
    "tenant",
    "user",
    "group",
];
const NOTIFY: [&str; 6] = ["email", "from", "smtp", "starttls", "smtp_ca", "webhook"];

const SCOPES: [(&str, Scope); 2] = [("assigned", Scope::Assigned), ("all", Scope::All)];
const DEFAULT_ACCESS: [(&str, DefaultAccess); 2] =
    [("provisioned", DefaultAccess::Provisioned), ("excluded", DefaultAccess::Excluded)];
const TOO_MANY: [(&str, TooManyRequests); 2] =
    [("retry-after", TooManyRequests::RetryAfter), ("next-cycle", TooManyRequests::NextCycle)];
const AUTH: [(&str, Auth); 5] = [
    ("bearer", Auth::Bearer),
    ("basic", Auth::Basic),
    ("oauth-client", Auth::OauthClient),
    ("oauth-assertion", Auth::OauthAssertion),
    ("none", Auth::None),
];
const ACTIONS: [(&str, Action); 3] =
    [("create", Action::Create), ("update", Action::Update), ("delete", Action::Delete)];

#[derive(Clone, Copy, PartialEq)]
enum Action {
    Create,
    Update,
    Delete,
}

/// Deletions and disables that a cycle may carry out where the job does not say.
const DELETION_THRESHOLD: u64 = 10;

pub(super) fn job(text: &str, path: &Path) -> Result<Job, JobError> {
    let document = Document { text, path };
    let parsed = document.parse()?;
    let keys: Vec<&str> = JOB.into_iter().chain(["notify"]).collect();
    let job = Section::root(document, &parsed, &keys)?;
    let file = |key| Ok(job.text(key)?.map(|text| beside(path, text.value)));
    Ok(Job {
        name: job.text("name")?.map_or_else(|| stem(path), |text| text.value.to_owned()),
        suite: suite(&job, path)?,
        mapping: file("mapping")?,
        directory: file("directory")?.ok_or_else(|| no_directory(&job))?,
        state: file("state")?.unwrap_or_else(|| path.with_extension("state")),
        scope: job.choice("scope", &SCOPES)?.unwrap_or_default(),
        default_access: job.choice("default_access", &DEFAULT_ACCESS)?,
        skip_out_of_scope_deletions: job.boolean("skip_out_of_scope_deletions", false)?,
        create_only: job.boolean("create_only", false)?,
        deletion_threshold: threshold(&job)?,
        too_many_requests: job.choice("too_many_requests", &TOO_MANY)?.unwrap_or_default(),
        tenant: tenant(&job)?,
        user: settings(&job, "user", &["actions", "filter"])?,
        group: settings(&job, "group", &["enabled", "actions", "filter"])?,
        notify: notify(&job, path)?,
        path: path.to_owned(),
    })
}

fn no_directory(job: &Section) -> JobError {
    job.error(
        "the job names no directory",
        "add directory = \"contoso.json\", the file with users and groups",
    )
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// A path as seen from the job file.
fn beside(job: &Path, path: &str) -> PathBuf {
    job.parent().unwrap_or(Path::new("")).join(path)
}

/// Slugs stay as they are; a TOML file is looked for beside the job.
fn suite(job: &Section, path: &Path) -> Result<String, JobError> {
    let Some(text) = job.text("suite")? else { return Ok("entra".to_owned()) };
    let is_file = text.value.contains(['/', '\\'])
        || Path::new(text.value).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"));
    if !is_file {
        return Ok(text.value.to_owned());
    }
    let suite = beside(path, text.value).into_os_string().into_string();
    suite
        .map_err(|_| job.error_at(text.at, "the suite's path is not UTF-8", "move the job to another folder"))
}

fn threshold(job: &Section) -> Result<Option<u64>, JobError> {
    let key = "deletion_threshold";
    let Some(value) = job.value(key) else { return Ok(Some(DELETION_THRESHOLD)) };
    let help = "give a whole number from 0, or false for no threshold";
    match value.get_ref() {
        DeValue::Boolean(false) => Ok(None),
        DeValue::Boolean(true) => Err(job.error_at(value.span().start, format!("{key} is true"), help)),
        DeValue::Integer(number) => match u64::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(job.error_at(value.span().start, format!("{key} cannot be {number}"), help)),
        },
        _ => Err(job.wrong(key, value, "a whole number from 0, or false for no threshold")),
    }
}

fn tenant(job: &Section) -> Result<Tenant, JobError> {
    let Some(tenant) = job.table("tenant", &["url", "auth"])? else { return Ok(Tenant::default()) };
    let url = tenant.text("url")?;
    if let Some(url) = &url
        && let Err(error) = BaseUrl::parse(url.value)
    {
        return Err(tenant.error_at(url.at, error.to_string(), error.help().unwrap_or_default()));
    }
    Ok(Tenant { url: url.map(|url| url.value.to_owned()), auth: tenant.choice("auth", &AUTH)? })
}

fn settings(job: &Section, kind: &str, keys: &[&str]) -> Result<KindSettings, JobError> {
    let Some(settings) = job.table(kind, keys)? else { return Ok(KindSettings::default()) };
    let actions = settings.choices("actions", &ACTIONS)?.map(|listed| Actions {
        create: listed.contains(&Action::Create),
        update: listed.contains(&Action::Update),
        delete: listed.contains(&Action::Delete),
    });
    let filters = settings.tables("filter", &["title", "clauses"])?;
    let groups = filters.iter().enumerate().map(|(at, section)| filter(section, at + 1));
    let groups = groups.collect::<Result<_, _>>()?;
    Ok(KindSettings { enabled: settings.boolean("enabled", true)?, actions, filters: Filters { groups } })
}

fn filter(section: &Section, number: usize) -> Result<Filter, JobError> {
    let title =
        section.text("title")?.map_or_else(|| format!("Filter {number}"), |text| text.value.to_owned());
    let clauses = section.tables("clauses", &["attribute", "operator", "value"])?;
    if clauses.is_empty() {
        let help = "add clauses = [ { attribute = \"country\", operator = \"EQUALS\", value = \"NO\" } ]";
        return Err(section.error("the filter has no clauses, so everybody would pass", help));
    }
    let clauses = clauses.iter().map(clause).collect::<Result<_, _>>()?;
    Ok(Filter { title, clauses })
}

fn clause(section: &Section) -> Result<Clause, JobError> {
    let needed = |key: &str| {
        let help = "write { attribute = \"country\", operator = \"EQUALS\", value = \"NO\" }";
        section.text(key)?.ok_or_else(|| section.error(format!("the clause has no {key}"), help))
    };
    let (attribute, operator) = (needed("attribute")?, needed("operator")?);
    let value = clause_value(section)?;
    let place = |at: usize| move |error: FilterError| section.error_at(at, error.message, error.help);
    let known: Operator = operator.value.parse().map_err(place(operator.at))?;
    if let Some(value) = value.as_ref().filter(|_| !known.takes_value()) {
        return Err(section.error_at(value.at, format!("{known} takes no value"), "leave the value out"));
    }
    // What is wrong with the attribute is said even if the value is wrong as well.
    Clause::new(attribute.value, "IS NULL", None).map_err(place(attribute.at))?;
    let at = value.as_ref().map_or(operator.at, |value| value.at);
    Clause::new(attribute.value, operator.value, value.as_ref().map(|value| value.value.as_str()))
        .map_err(place(at))
}

/// A clause's value: text, or a whole number without quotes.
fn clause_value(section: &Section) -> Result<Option<Placed<String>>, JobError> {
    let Some(value) = section.value("value") else { return Ok(None) };
    let text = match value.get_ref() {
        DeValue::String(text) => text.clone().into_owned(),
        DeValue::Integer(number) if number.radix() == 10 => number.as_str().to_owned(),
        _ => return Err(section.wrong("value", value, "a string in quotes, or a whole number")),
    };
    Ok(Some(Placed { value: text, at: value.span().start }))
}

fn notify(job: &Section, path: &Path) -> Result<Notify, JobError> {
    let Some(notify) = job.table("notify", &NOTIFY)? else { return Ok(Notify::default()) };
    let webhook = notify.text("webhook")?;
    if let Some(webhook) = &webhook
        && BaseUrl::parse(webhook.value).is_err()
    {
        // The address may hold a secret, so it is not repeated.
        let help = "write an address such as https://hooks.contoso.example/provisioning";
        return Err(notify.error_at(webhook.at, "webhook is not an http or https URL", help));
    }
    Ok(Notify { mail: mail(&notify, path)?, webhook: webhook.map(|webhook| webhook.value.to_owned()) })
}

fn mail(notify: &Section, path: &Path) -> Result<Option<Mail>, JobError> {
    let email = address(notify, "email")?;
    let from = address(notify, "from")?;
    let smtp = smtp(notify)?;
    let starttls = notify.boolean("starttls", false)?;
    let authorities = notify.text("smtp_ca")?.map(|text| beside(path, text.value));
    match (email, smtp) {
        (Some(to), Some(smtp)) => {
            let from = from.unwrap_or_else(|| to.clone());
            Ok(Some(Mail { to, from, smtp, starttls, authorities }))
        }
        (Some(_), None) => {
            Err(notify.error("email needs smtp", "add smtp = \"smtp://127.0.0.1:2525\", the mail server"))
        }
        (None, Some(_)) => {
            Err(notify.error("smtp needs email", "add email = \"admin@contoso.example\", who is told"))
        }
        (None, None) if from.is_some() || starttls || authorities.is_some() => {
            let help = "add both, or leave these out";
            Err(notify.error("from, starttls and smtp_ca need email and smtp", help))
        }
        (None, None) => Ok(None),
    }
}

fn address(notify: &Section, key: &str) -> Result<Option<String>, JobError> {
    let Some(text) = notify.text(key)? else { return Ok(None) };
    if text.value.parse::<lettre::Address>().is_err() {
        let help = "write an address such as admin@contoso.example";
        return Err(notify.error_at(text.at, format!("'{}' is not an e-mail address", text.value), help));
    }
    Ok(Some(text.value.to_owned()))
}

fn smtp(notify: &Section) -> Result<Option<String>, JobError> {
    let Some(text) = notify.text("smtp")? else { return Ok(None) };
    let fail = |message: &str, help: &str| Err(notify.error_at(text.at, message, help));
    let Some(url) =
        url::Url::parse(text.value).ok().filter(|url| url.has_host() && url.host_str() != Some(""))
    else {
        return fail("smtp is not a URL", "write smtp://HOST:PORT or smtps://HOST:PORT");
    };
    if !["smtp", "smtps"].contains(&url.scheme()) {
        return fail("smtp is neither smtp:// nor smtps://", "write smtp://HOST:PORT or smtps://HOST:PORT");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return fail("smtp holds a credential", "set SMTP_USER and SMTP_PASSWORD instead");
    }
    if url.scheme() == "smtps" && notify.boolean("starttls", false)? {
        return fail("smtps is encrypted from the beginning", "leave starttls out, or write smtp://");
    }
    Ok(Some(text.value.to_owned()))
}
