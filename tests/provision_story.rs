//! What happens to Contoso's people, told from the first cycle on: every request of every cycle, in both dialects,
//! and what the tenant holds at the end beside what the directory holds.

mod provision;

use std::collections::BTreeMap;
use std::fmt::Write;

use provision::compare::{Way, compare};
use provision::history::{Directory, Settings, Version, id, texts};
use provision::job::{Done, Job};
use provision::oracle::{self, Expected, mapping};
use provision::proxy::{Passed, Proxy};
use provision::tenant::{Home, TOKEN};
use serde_json::{Value, json};

const JOB: &str = r#"
name = "Contoso to Tern"
suite = "entra"
directory = "contoso.json"
state = "contoso.state"
scope = "assigned"
deletion_threshold = 2

[tenant]
url = "{tenant}{flag}"

[notify]
webhook = "http://{webhook}/hook"
"#;

const PEOPLE: &str = "10000000-0000-4000-8000-0000000000";

#[test]
fn contoso_in_the_default_dialect() {
    tell("default", false);
}

#[test]
fn contoso_in_the_compliant_dialect() {
    tell("compliant", true);
}

fn tell(dialect: &str, compliant: bool) {
    let mut story = Story::begin(dialect, compliant);
    story.cycle("1 start", "02T08:00", None);
    story.cycle("2 rename and manager", "02T08:40", Some(fixture("02-rename-and-manager")));
    story.cycle("3 leaver", "02T09:20", Some(fixture("03-leaver")));
    story.cycle("4 rejoiner", "02T10:00", Some(fixture("04-rejoiner")));
    story.cycle("5 hard delete", "02T10:40", Some(fixture("05-hard-delete")));
    story.cycle("6 group", "02T11:20", Some(fixture("06-group")));
    escrow(&mut story);
    quarantine(&mut story);
    threshold(&mut story);
    story.end();
}

/// A PATCH that the tenant refuses waits six hours, then it heals.
fn escrow(story: &mut Story) {
    story.proxy.refuse(&[("PATCH /scim/v2/Users/", "409 Conflict")]);
    let title = change(&[("08", json!({"jobTitle": "Principal Engineer"}))]);
    story.cycle("7a failure", "02T12:00", Some(title));
    story.proxy.refuse(&[]);
    story.cycle("7b too early", "02T12:40", None);
    story.cycle("7c healed", "02T18:10", None);
}

/// A wrong token quarantines the job and tells the administrator; from then on it runs once a day, and with the right
/// token it goes on.
fn quarantine(story: &mut Story) {
    let title = change(&[("10", json!({"jobTitle": "Data Engineer"}))]);
    story.token = "an-expired-token";
    story.cycle("8a wrong token", "02T18:40", Some(title));
    story.cycle("8b not due", "02T19:20", None);
    story.token = TOKEN;
    story.cycle("8c recovered", "03T18:50", None);
}

/// Three leavers are one more than the threshold lets go.
fn threshold(story: &mut Story) {
    let leaves = || json!({"accountEnabled": false});
    let leavers = change(&[("08", leaves()), ("11", leaves()), ("12", leaves())]);
    story.cycle("9a too many leavers", "03T19:30", Some(leavers));
    story.cycle("9b staged", "03T20:10", None);
    story.allowed = true;
    let done = story.job.run(&["restart", "--allow-deletes"]);
    assert_eq!(done.code, Some(0), "{done:?}");
    story.cycle("9c allowed", "03T20:50", None);
}

fn fixture(name: &str) -> Value {
    read(&format!("fixtures/contoso/story/{name}.json"))
}

fn read(file: &str) -> Value {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    serde_json::from_str(&std::fs::read_to_string(path).expect("the fixture")).expect("JSON")
}

/// A delta of users, by the last digits of their ids.
fn change(users: &[(&str, Value)]) -> Value {
    let changed = users.iter().map(|(number, values)| {
        let mut user = json!({"@odata.type": "#microsoft.graph.user", "id": format!("{PEOPLE}{number}")});
        user.as_object_mut().expect("an object").extend(values.as_object().expect("an object").clone());
        user
    });
    json!({"value": changed.collect::<Vec<Value>>()})
}

/// The job, the tenant and everything in between.
struct Story {
    dialect: String,
    home: Home,
    proxy: Proxy,
    hook: Proxy,
    job: Job,
    token: &'static str,
    /// The directory after each cycle.
    versions: Vec<Version>,
    allowed: bool,
    settings: Settings,
    /// Names of the tenant's ids.
    names: BTreeMap<String, String>,
}

impl Story {
    fn begin(dialect: &str, compliant: bool) -> Self {
        let home = Home::start();
        let proxy = Proxy::start(home.authority());
        // Nobody is behind the webhook; whatever arrives is answered and kept.
        let hook = Proxy::start("127.0.0.1:9");
        hook.refuse(&[("", "204 No Content")]);
        let flag = if compliant { "?aadOptscim062020" } else { "" };
        let text = JOB.replace("{flag}", flag).replace("{webhook}", hook.authority());
        let job = Job::with_text(&text, proxy.authority());
        let contoso = read("fixtures/contoso/contoso.json");
        job.write("contoso.json", &contoso.to_string());
        let versions = vec![Version::of(plain(&contoso))];
        let settings = Settings { compliant, threshold: Some(2), ..Settings::default() };
        let (dialect, names) = (dialect.to_owned(), BTreeMap::new());
        Self { dialect, home, proxy, hook, job, token: TOKEN, versions, allowed: false, settings, names }
    }

    /// One cycle and the snapshot of what it sent.
    fn cycle(&mut self, name: &str, time: &str, delta: Option<Value>) {
        let at = format!("2026-03-{time}:00Z");
        let command = if name.starts_with('1') { "start" } else { "cycle" };
        let mut arguments = vec![command, "--at", &at, "--jobs", "1"];
        if let Some(delta) = &delta {
            self.job.write("delta.json", &delta.to_string());
            arguments.extend(["--delta", "delta.json"]);
        } else {
            let directory = &self.versions.last().expect("a first version").directory;
            self.job.write("contoso.json", &json!(directory).to_string());
            if command == "cycle" {
                arguments.push("--from-file");
            }
        }
        let done = self.job.command_with(self.token, &arguments).output().expect("the binary runs");
        self.remember(delta.as_ref(), command);
        let text = self.text(&Done::from(done));
        let mut settings = insta::Settings::clone_current();
        settings.set_description(name);
        settings
            .bind(|| insta::assert_snapshot!(format!("{}_{}", self.dialect, name.replace(' ', "_")), text));
    }

    fn remember(&mut self, delta: Option<&Value>, command: &str) {
        for (kind, label) in [("Users", "userName"), ("Groups", "displayName")] {
            for resource in self.home.all(kind) {
                let name =
                    resource[label].as_str().expect("a name").split('@').next().expect("a name").to_owned();
                self.names.entry(id(&resource).to_owned()).or_insert_with(|| format!("{{{name}}}"));
            }
        }
        if command == "cycle" {
            let mut next = self.versions.last().expect("a first version").directory.clone();
            if let Some(delta) = delta {
                apply(&mut next, delta);
            }
            self.versions.push(Version { allowed: std::mem::take(&mut self.allowed), ..Version::of(next) });
        }
    }

    /// Exit code, requests, and what the administrator was told.
    fn text(&self, done: &Done) -> String {
        assert!(!done.err.contains("panicked"), "{}", done.err);
        let code = done.code.map_or_else(|| "killed".to_owned(), |code| code.to_string());
        let mut text = format!("exit code {code}\n");
        for passed in self.proxy.take() {
            text.push_str(&self.request(&passed));
        }
        for notice in self.hook.take() {
            let notice = notice.body.to_string().replace(self.proxy.authority(), "{tenant}");
            let _ = writeln!(text, "webhook {notice}");
        }
        text
    }

    fn request(&self, passed: &Passed) -> String {
        let target = passed.target.trim_start_matches("/scim/v2");
        let mut text = format!("{} {} → {}\n", passed.method, without_guid(target), passed.status);
        if !passed.body.is_null() {
            let _ = writeln!(text, "    {}", passed.body);
        }
        for (id, name) in &self.names {
            text = text.replace(id, name);
        }
        text
    }

    /// The tenant is as the oracle says, and the snapshot names what is otherwise than the directory says.
    fn end(&self) {
        let (users, groups) = (self.home.all("Users"), self.home.all("Groups"));
        let expected = oracle::after(&self.settings, Vec::new(), &self.versions);
        let differences = compare(&expected, &users, &groups, Way::Quiet);
        assert!(differences.is_empty(), "{}", differences.join("\n"));
        let exceptions = exceptions(&expected, &users, &groups).join("\n");
        insta::assert_snapshot!(format!("{}_end", self.dialect), exceptions);
    }
}

/// The GUID nobody has, in Test Connection.
fn without_guid(target: &str) -> String {
    let Some((before, rest)) = target.split_once("+eq+%22") else { return target.to_owned() };
    let Some((value, after)) = rest.split_once("%22") else { return target.to_owned() };
    let is_guid = !before.ends_with("filter=id") && value.split('-').map(str::len).eq([8, 4, 4, 4, 12]);
    if is_guid { format!("{before}+eq+%22(guid)%22{after}") } else { target.to_owned() }
}

/// The directory in the oracle's form: references and roles are plain ids.
fn plain(contoso: &Value) -> Directory {
    let mut directory: Directory = serde_json::from_value(contoso.clone()).expect("a directory");
    directory.users.iter_mut().chain(&mut directory.groups).for_each(flatten);
    directory
}

fn flatten(object: &mut Value) {
    for (list, member) in [("appRoleAssignments", "appRoleId"), ("members", "id")] {
        for entry in object.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
            if entry.is_object() {
                *entry = entry[member].clone();
            }
        }
    }
    if object["manager"].is_object() {
        object["manager"] = object["manager"]["id"].clone();
    }
}

/// Takes over a Graph-style delta.
fn apply(directory: &mut Directory, delta: &Value) {
    for change in delta["value"].as_array().expect("a delta") {
        let own = id(change).to_owned();
        if change["@removed"]["reason"] == "deleted" {
            directory.apply(&provision::history::Edit::Purge(own));
            continue;
        }
        for (name, value) in change.as_object().expect("an object") {
            let edit = |value| provision::history::Edit::Set(own.clone(), name.clone(), value);
            match name.as_str() {
                "id" | "@odata.type" => {}
                "members@delta" => {
                    value.as_array().expect("a list").iter().for_each(|member| join(directory, &own, member))
                }
                "manager" => directory.apply(&edit(value["id"].clone())),
                _ => directory.apply(&edit(value.clone())),
            }
        }
    }
}

fn join(directory: &mut Directory, group: &str, member: &Value) {
    let (group, own) = (group.to_owned(), id(member).to_owned());
    directory.apply(&match member.get("@removed") {
        None => provision::history::Edit::Join(group, own),
        Some(_) => provision::history::Edit::Leave(group, own),
    });
}

/// What the tenant holds otherwise than the directory says, and the rule behind it.
fn exceptions(expected: &Expected, users: &[Value], groups: &[Value]) -> Vec<String> {
    let mut found = Vec::new();
    for user in &expected.last.users {
        let name = user["userPrincipalName"].as_str().expect("a name");
        let name = mapping::own_name(name);
        let account = users.iter().find(|account| account["userName"] == name.as_str());
        match account {
            Some(account) => differences(expected, user, &name, account, &mut found),
            None => found.push(format!("{name}: no account; {}", why_absent(expected, user))),
        }
    }
    for group in &expected.last.groups {
        let name = group["displayName"].as_str().expect("a name");
        match groups.iter().find(|shown| shown["displayName"] == name) {
            Some(shown) => members(expected, group, name, shown, &mut found),
            None => found.push(format!("group {name}: not there; it is not assigned")),
        }
    }
    found
}

fn why_absent(expected: &Expected, user: &Value) -> &'static str {
    let facts = expected.user_facts(id(user));
    match (facts.in_scope(), facts.active()) {
        (false, _) => "not in scope",
        (true, false) => "disabled or soft-deleted before it was ever provisioned, so it is not created",
        (true, true) => "MISSING",
    }
}

fn differences(expected: &Expected, user: &Value, name: &str, account: &Value, found: &mut Vec<String>) {
    if account["active"] == false {
        found.push(format!("{name}: account is kept, and disabled"));
    }
    for row in mapping::users(false) {
        let (wanted, shown) = (row.value(user), mapping::shown(account, row.target));
        match (wanted, shown) {
            (wanted, shown) if wanted == shown => {}
            (None, Some(shown)) => {
                found.push(format!("{name}: {} is still '{shown}'; nulls do not flow", row.target));
            }
            (wanted, shown) => found.push(format!("{name}: {} is {shown:?}, not {wanted:?}", row.target)),
        }
    }
    let manager = &account["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"]["manager"];
    if let Some(wanted) = user["manager"].as_str().filter(|_| manager.is_null()) {
        let rule = format!("the manager is {:?}", expected.stands(wanted));
        found.push(format!("{name}: no manager; {rule}"));
    }
}

fn members(expected: &Expected, group: &Value, name: &str, shown: &Value, found: &mut Vec<String>) {
    let count = shown["members"].as_array().map_or(0, Vec::len);
    let wanted = texts(&group["members"]);
    if count == wanted.len() {
        return;
    }
    for member in wanted {
        let life = expected.groups.iter().find(|(own, _)| own == id(group)).map(|(_, life)| life);
        if life.is_some_and(|life| !life.members.contains(member)) {
            found.push(format!(
                "group {name}: member {member} is not shown; it is {:?}",
                expected.stands(member)
            ));
        }
    }
}
