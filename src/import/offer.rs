//! What the app offers as its page tells it: capabilities, authentication, groups, Default Access.

use super::page::{Form, Page, Sentence};
use super::remark::Remarks;
use super::rows::Listed;
use super::words;
use crate::suite::{Auth, Capability, DefaultAccess, GroupSupport};

/// The capabilities, in the order of the format; from the list of them, else from the prose.
pub(super) fn capabilities(page: &Page, remarks: &mut Remarks) -> Vec<Capability> {
    let listed = items(page);
    if listed.is_empty() {
        return from_prose(page, remarks);
    }
    let mut found = Vec::new();
    for (line, item) in &listed {
        let of_item = of_item(item);
        if of_item.is_empty() {
            remarks.look(*line, "a listed capability that the format has no word for");
        }
        found.extend(of_item);
    }
    let found = in_order(&found);
    remarks.found(listed.first().map(|(line, _)| *line), format!("capabilities: {}", names(&found)));
    found
}

fn in_order(found: &[Capability]) -> Vec<Capability> {
    let all =
        [Capability::Create, Capability::Update, Capability::Remove, Capability::Groups, Capability::Sso];
    all.into_iter().filter(|capability| found.contains(capability)).collect()
}

fn names(found: &[Capability]) -> String {
    let words: Vec<String> = found.iter().map(|one| format!("{one:?}").to_lowercase()).collect();
    words.join(", ")
}

/// The items below the heading of the list, until something else stands there.
fn items(page: &Page) -> Vec<(usize, String)> {
    let lower = |text: &str| text.trim_end_matches([':', ' ']).to_lowercase();
    let is_heading = |text: &str| words::CAPABILITIES.contains(&lower(text).as_str());
    let Some(start) = page.lines.iter().position(|line| is_heading(&line.text)) else { return Vec::new() };
    let mut items = Vec::new();
    for line in &page.lines[start + 1..] {
        match line.form {
            Form::Bullet => items.push((line.number, line.text.to_lowercase())),
            Form::Text if line.raw.starts_with("[!") => {}
            Form::Blank => {}
            _ if items.is_empty() && line.form == Form::Text => {}
            _ => break,
        }
    }
    items
}

fn of_item(item: &str) -> Vec<Capability> {
    let mut found = Vec::new();
    let has = |words: &[&str]| words::any(item, words);
    // Signing in is no provisioning, whatever verbs its sentence has.
    if has(words::SSO) {
        return vec![Capability::Sso];
    }
    for (capability, words) in [
        (Capability::Create, words::CREATE),
        (Capability::Update, words::UPDATE),
        (Capability::Remove, words::REMOVE),
        (Capability::Groups, words::GROUPS),
    ] {
        if has(words) {
            found.push(capability);
        }
    }
    found
}

/// Pages without a list say it in the sentence on what the service does.
fn from_prose(page: &Page, remarks: &mut Remarks) -> Vec<Capability> {
    let does = |s: &Sentence| {
        s.has(&[
            "create, update, and disable",
            "create, update and disable",
            "provision and de-provision",
            "provision and deprovision",
        ])
    };
    let Some(sentence) = page.first(|s| does(s) && s.has(&["create"])).or_else(|| page.first(does)) else {
        remarks.not_said("capabilities: there is no list of them");
        return Vec::new();
    };
    let mut found = vec![Capability::Create, Capability::Update, Capability::Remove];
    if page.first(|s| s.has(&["enable"]) && s.has(words::SSO)).is_some() {
        found.push(Capability::Sso);
    }
    remarks
        .guessed(sentence.line, format!("capabilities: {}; from the prose, there is no list", names(&found)));
    found
}

/// How Entra is given access to the tenant.
pub(super) fn auth(page: &Page, remarks: &mut Remarks) -> Option<Auth> {
    let client = |s: &Sentence| {
        s.has_all(&["client secret"]) && s.has(&["client id", "client identifier", "token endpoint"])
    };
    let is_step = |s: &Sentence| s.has(words::CREDENTIAL_STEP);
    let button = |s: &Sentence| words::any(&s.text, words::AUTHORIZE) && is_step(s);
    let basic = |s: &Sentence| {
        is_step(s)
            && s.has(&[
                "admin username",
                "admin user name",
                "user name and password",
                "username and password",
            ])
    };
    let token = |s: &Sentence| s.has(words::SECRET_TOKEN);
    let found = [
        (Auth::OauthClientCredentials, page.first(|s| is_step(s) && client(s))),
        (Auth::OauthAuthorize, page.first(button)),
        (Auth::Basic, page.first(basic)),
        (Auth::BearerToken, page.first(token)),
        (Auth::OauthClientCredentials, page.first(client)),
    ];
    let mut ways = found.into_iter().filter_map(|(auth, sentence)| Some((auth, sentence?.line)));
    let Some((auth, line)) = ways.next() else {
        remarks.not_said("how Entra is given access (auth)");
        return None;
    };
    let text = format!("authentication: {}", word(auth));
    match ways.find(|(other, _)| *other != auth) {
        None => remarks.found(line, text),
        Some((other, at)) => remarks.guessed(line, format!("{text}; line {at} speaks of {}", word(other))),
    }
    Some(auth)
}

fn word(auth: Auth) -> String {
    serde_json::to_value(auth).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Whether those who hold only the Default Access role are left out.
pub(super) fn default_access(page: &Page, remarks: &mut Remarks) -> Option<DefaultAccess> {
    let role = ["default access", "standardzugriff", "既定のアクセス"];
    let out = [
        "excluded",
        "not be provisioned",
        "not provisioned",
        "n't provisioned",
        "won't be provisioned",
        "skipped",
        "ausgeschlossen",
        "nicht bereitgestellt",
        "除外",
    ];
    let sentence = page.first(|s| s.has(&role) && s.has(&out))?;
    remarks.found(sentence.line, "users with the Default Access role are left out");
    Some(DefaultAccess::Excluded)
}

/// What the page offers of groups, and the comment that says why.
pub(super) fn groups(
    page: &Page,
    listed: &Listed,
    capabilities: &[Capability],
    remarks: &mut Remarks,
) -> (GroupSupport, String) {
    let denied = page.first(denies_groups).map(|sentence| sentence.line);
    if let Some(table) = listed.group.table {
        if let Some(line) = denied {
            remarks.look(
                line,
                format!("groups are said not to be supported, but line {table} lists their attributes"),
            );
        }
        remarks.found(table, "groups: supported");
        return (GroupSupport::Supported, String::new());
    }
    if let Some(line) = denied {
        remarks.found(line, "groups: not supported, which is a stated limitation");
        return (
            GroupSupport::Unsupported,
            format!("Line {line} of the page says that groups are not supported."),
        );
    }
    let mapped = page.first(maps_groups).map(|sentence| sentence.line);
    if mapped.is_some() || capabilities.contains(&Capability::Groups) {
        remarks.found(mapped, "groups: supported; the page prints no table of their attributes");
        return (
            GroupSupport::Supported,
            "The page offers groups but prints no table: these are what groups need.".into(),
        );
    }
    undecided(page, listed, capabilities, remarks)
}

/// The step in which the mapping of groups is opened.
fn maps_groups(s: &Sentence) -> bool {
    s.has(&["synchronize ", "provision microsoft entra", "provision azure"])
        && s.has(&["groups to "])
        && s.has(&["mappings", "select"])
}

/// Neither offered nor denied. A page that never speaks of groups is one of users alone; one that does leaves it open.
fn undecided(
    page: &Page,
    listed: &Listed,
    capabilities: &[Capability],
    remarks: &mut Remarks,
) -> (GroupSupport, String) {
    let mention = page.first(|s| s.has(words::GROUPS));
    let is_tutorial = listed.user.table.is_some() && !capabilities.is_empty();
    match mention {
        Some(sentence) => {
            remarks.not_said(
                "groups: the page speaks of them but describes no mapping; they are probed, not judged",
            );
            let text =
                format!("The page speaks of groups (line {}) but describes no group mapping.", sentence.line);
            (GroupSupport::Undeclared, text)
        }
        None if is_tutorial => {
            remarks.guessed(
                None,
                "groups: not supported, as the page offers users alone and never speaks of groups",
            );
            let text = "Guessed: the page offers users alone and never speaks of groups.";
            (GroupSupport::Unsupported, text.to_owned())
        }
        None => {
            remarks.not_said("groups: nothing at all; they are probed, not judged");
            (GroupSupport::Undeclared, "The page says nothing of groups.".to_owned())
        }
    }
}

/// "Groups are not supported", "doesn't support groups provisioning"; not what is said of nested groups or of names.
fn denies_groups(s: &Sentence) -> bool {
    if !s.has(words::GROUPS) {
        return false;
    }
    let english = [
        "support group provisioning",
        "support groups provisioning",
        "support the provisioning of groups",
        "support provisioning of groups",
        "support provisioning groups",
        "support provisioning for groups",
    ];
    let passive = [
        "groups are not supported",
        "groups aren't supported",
        "groups is not supported",
        "groups isn't supported",
        "group provisioning is not supported",
        "group provisioning isn't supported",
        "groups provisioning is not supported",
        "groups provisioning isn't supported",
        "no group provisioning",
        "gruppenbereitstellung wird nicht unterstützt",
        "bereitstellung von gruppen wird nicht unterstützt",
        "グループのプロビジョニングはサポートされていません",
        "グループ プロビジョニングはサポートされていません",
    ];
    let is_special = s.has(&[
        "nested",
        "security group",
        "dynamic",
        "renam",
        "nesting",
        "role-assignable",
        "mail-enabled",
    ]);
    let is_denied = english.iter().any(|words| denied(&s.lower, words).is_some())
        // "Doesn't support groups", but not "doesn't support groups of more than a hundred".
        || denied(&s.lower, "support groups").is_some_and(is_end);
    !is_special && (is_denied || s.has(&passive))
}

/// What stands behind the words, where a negation stands right before them.
fn denied<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    let before = ["n't ", "not ", "not currently ", "not yet ", "n't currently ", "n't yet "];
    before.iter().find_map(|negation| {
        let phrase = format!("{negation}{words}");
        text.find(&phrase).map(|at| &text[at + phrase.len()..])
    })
}

fn is_end(behind: &str) -> bool {
    let behind = behind.trim_start();
    behind.is_empty()
        || [".", ",", ";", "currently", "yet", "today", "at th"].iter().any(|end| behind.starts_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_that_are_denied() {
        let denies = |text: &str| Page::new(text).first(denies_groups).is_some();
        for text in [
            "* Tern doesn’t support groups provisioning currently.",
            "Tern does not support groups.",
            "Group provisioning is not supported.",
            "Tern does not currently support group provisioning.",
        ] {
            assert!(denies(text), "{text}");
        }
        for text in [
            "Tern doesn't support nested groups.",
            "Renaming of groups is not supported.",
            "Tern supports group provisioning.",
            "Tern doesn't support groups of more than a hundred.",
        ] {
            assert!(!denies(text), "{text}");
        }
    }

    #[test]
    fn ways_of_authentication() {
        let of = |text: &str| auth(&Page::new(text), &mut Remarks::default());
        assert_eq!(
            of("In the Admin Credentials section, click on **Authorize**."),
            Some(Auth::OauthAuthorize)
        );
        assert_eq!(of("Input your Tenant URL and Secret Token."), Some(Auth::BearerToken));
        assert_eq!(of("Click Authorize in the app and copy the Secret Token."), Some(Auth::BearerToken));
        assert_eq!(
            of("In Admin Credentials enter Client Identifier, Client Secret and Token Endpoint."),
            Some(Auth::OauthClientCredentials)
        );
        assert_eq!(of("Enter the Admin Username and password, then Test Connection."), Some(Auth::Basic));
        assert_eq!(of("Nothing here."), None);
    }
}
