//! A job: a directory, a state, a tenant behind a proxy.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use scimproof::entra::Dialect;
use scimproof::http::base_url::BaseUrl;
use scimproof::http::client::{Client, Credential, Options};
use scimproof::provision::cycle::{CycleResult, Service, Settings};
use scimproof::provision::log::Entry;
use scimproof::provision::mapping::Mappings;
use scimproof::provision::state::{Counts, LogSelection, State};
use scimproof::secret::Secret;
use scimproof::server::{self, Tenant};
use scimproof::stop::Stop;
use serde_json::{Value, json};

use crate::proxy::{Proxy, client};

pub const TOKEN: &str = "cycle-token-0001";

pub struct Job {
    pub tenant: Tenant,
    pub proxy: Proxy,
    pub state: Option<State>,
    pub directory: Value,
    pub settings: Settings,
    pub mappings: Mappings,
    pub dialect: Dialect,
    pub now: Timestamp,
    pub stop: Arc<Stop>,
    pub client: Arc<Client>,
    pub home: tempfile::TempDir,
}

/// An object id, as Entra has them.
pub fn id(number: u32) -> String {
    format!("6f1c0b52-0000-4000-8000-{number:012}")
}

/// A user who is assigned.
pub fn user(number: u32, name: &str) -> Value {
    let (given, surname) = name.split_once(' ').expect("two names");
    let alias = given.to_lowercase();
    json!({
        "id": id(number), "userPrincipalName": format!("{alias}@contoso.example"), "mailNickname": alias,
        "displayName": name, "givenName": given, "surname": surname, "accountEnabled": true,
        "appRoleAssignments": ["00000000-0000-0000-0000-000000000000"],
    })
}

/// A group that is assigned.
pub fn group(number: u32, name: &str, members: &[u32]) -> Value {
    let members: Vec<String> = members.iter().map(|member| id(*member)).collect();
    json!({
        "id": id(number), "displayName": name, "members": members,
        "appRoleAssignments": ["00000000-0000-0000-0000-000000000000"],
    })
}

impl Job {
    pub async fn new(users: Vec<Value>, groups: Vec<Value>) -> Self {
        let options = server::Options { token: TOKEN.into(), ..server::Options::default() };
        let tenant = server::start(options).await.expect("a tenant");
        let proxy = Proxy::start(&tenant.base_url).await;
        let client = Client::new(Options {
            credential: Credential::Bearer(Secret::new(TOKEN)),
            timeout: Duration::from_secs(5),
            interval: Duration::ZERO,
            authorities: Vec::new(),
            headers: Vec::new(),
            tls: false,
        });
        let home = tempfile::tempdir().expect("a folder");
        let state = State::open(&home.path().join("job.state"), &proxy.url).expect("a state");
        let suite = scimproof::suite::load::by_name("entra", &[]).expect("the suite");
        Self {
            tenant,
            state: Some(state),
            directory: json!({ "appRoles": [], "users": users, "groups": groups }),
            settings: Settings { jobs: 1, ..Settings::default() },
            mappings: Mappings::of_suite(&suite),
            dialect: Dialect::Default,
            now: "2026-03-02T08:00:00Z".parse().expect("a time"),
            stop: Arc::new(Stop::default()),
            client: Arc::new(client.expect("a client")),
            home,
            proxy,
        }
    }

    pub fn state(&mut self) -> &mut State {
        self.state.as_mut().expect("a state")
    }

    /// A user of the directory, to be changed.
    pub fn user(&mut self, number: u32) -> &mut Value {
        let users = self.directory["users"].as_array_mut().expect("users");
        users.iter_mut().find(|user| user["id"] == id(number)).expect("the user")
    }

    /// A group of the directory, to be changed.
    pub fn group(&mut self, number: u32) -> &mut Value {
        let groups = self.directory["groups"].as_array_mut().expect("groups");
        groups.iter_mut().find(|group| group["id"] == id(number)).expect("the group")
    }

    /// Takes an object out of the directory for good.
    pub fn remove(&mut self, number: u32) {
        for kind in ["users", "groups"] {
            self.directory[kind].as_array_mut().expect("a list").retain(|object| object["id"] != id(number));
        }
    }

    pub fn hours_pass(&mut self, hours: i64) {
        self.now += SignedDuration::from_hours(hours);
    }

    pub fn service(&self) -> Service<'static> {
        Service {
            client: Arc::clone(&self.client),
            base: BaseUrl::parse(&self.proxy.url).expect("a URL"),
            dialect: self.dialect,
            mappings: self.mappings.clone(),
            settings: self.settings.clone(),
            stop: Arc::clone(&self.stop),
            emit: &|_| {},
        }
    }

    pub fn import(&mut self) -> scimproof::provision::state::Imported {
        let path = self.home.path().join("directory.json");
        std::fs::write(&path, self.directory.to_string()).expect("a file");
        self.state().import(&path).expect("a directory")
    }

    /// Imports the directory and runs a cycle, 40 minutes after the last one.
    pub async fn cycle(&mut self) -> CycleResult {
        self.now += SignedDuration::from_mins(40);
        let imported = self.import();
        let (service, now) = (self.service(), self.now);
        service.cycle(self.state(), now, imported).await.expect("a cycle")
    }

    pub fn log(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        let state = self.state.as_ref().expect("a state");
        state
            .log(&LogSelection::default(), &mut |entry| {
                entries.push(entry);
                Ok(())
            })
            .expect("a log");
        entries
    }

    /// The log, in short.
    pub fn story(&self) -> String {
        let lines = self.log().into_iter().map(|entry| {
            let code = entry.code.map(|code| format!(" {code}")).unwrap_or_default();
            let name = entry.source_name.split('@').next().unwrap_or_default().to_owned();
            format!("{} {:?} {:?} {name}{code}", entry.cycle, entry.action, entry.status)
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    pub fn counts(&self) -> Counts {
        self.state.as_ref().expect("a state").counts().expect("counts")
    }

    /// What the tenant has of a kind, with names in place of ids: one line a resource.
    pub async fn tenant_has(&self, kind: &str) -> String {
        let names = self.names().await;
        let mut lines: Vec<String> =
            self.all(kind).await.iter().map(|resource| line(resource, &names)).collect();
        lines.sort();
        lines.join("\n")
    }

    pub async fn all(&self, kind: &str) -> Vec<Value> {
        let url = format!("{}/{kind}?count=1000", self.tenant.base_url);
        let answer = client().get(url).bearer_auth(TOKEN).send().await.expect("an answer");
        let body: Value = serde_json::from_str(&answer.text().await.expect("a text")).expect("JSON");
        body["Resources"].as_array().cloned().unwrap_or_default()
    }

    /// Creates a resource behind the job's back.
    pub async fn create(&self, kind: &str, body: Value) {
        let request = client().post(format!("{}/{kind}", self.tenant.base_url)).bearer_auth(TOKEN);
        let request = request.header("Content-Type", "application/scim+json").body(body.to_string());
        assert_eq!(request.send().await.expect("an answer").status(), 201);
    }

    /// Deletes a resource behind the job's back.
    pub async fn delete(&self, kind: &str, name: &str) {
        let resource =
            self.all(kind).await.into_iter().find(|one| called(one) == name).expect("the resource");
        let url = format!("{}/{kind}/{}", self.tenant.base_url, resource["id"].as_str().expect("an id"));
        assert_eq!(client().delete(url).bearer_auth(TOKEN).send().await.expect("an answer").status(), 204);
    }

    /// The tenant's id of a resource.
    pub async fn id_of(&self, kind: &str, name: &str) -> String {
        let found = self.all(kind).await.into_iter().find(|one| called(one) == name).expect("the resource");
        found["id"].as_str().expect("an id").to_owned()
    }

    /// Changes a resource behind the job's back.
    pub async fn patch(&self, kind: &str, id: &str, operations: Value) {
        let body =
            json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": operations});
        let request = client().patch(format!("{}/{kind}/{id}", self.tenant.base_url)).bearer_auth(TOKEN);
        let request = request.header("Content-Type", "application/scim+json").body(body.to_string());
        assert!(request.send().await.expect("an answer").status().is_success());
    }

    async fn names(&self) -> Vec<(String, String)> {
        let mut all = self.all("Users").await;
        all.extend(self.all("Groups").await);
        all.iter().map(|one| (one["id"].as_str().unwrap_or_default().to_owned(), called(one))).collect()
    }
}

fn called(resource: &Value) -> String {
    let name = resource["userName"].as_str().or(resource["displayName"].as_str()).unwrap_or_default();
    name.split('@').next().unwrap_or_default().to_owned()
}

pub const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

fn line(resource: &Value, names: &[(String, String)]) -> String {
    let name_of = |id: &Value| {
        let found = names.iter().find(|(known, _)| Some(known.as_str()) == id.as_str());
        found.map_or_else(|| "somebody who is gone".to_owned(), |(_, name)| name.clone())
    };
    let mut line = called(resource);
    if resource["active"] == false {
        line += " disabled";
    }
    if let Some(title) = resource["title"].as_str() {
        let _ = write!(line, " title={title}");
    }
    let manager = &resource[ENTERPRISE]["manager"]["value"];
    if manager.is_string() {
        let _ = write!(line, " manager={}", name_of(manager));
    }
    let mut members: Vec<String> = resource["members"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|member| name_of(&member["value"]))
        .collect();
    members.sort();
    if !members.is_empty() {
        let _ = write!(line, " members={}", members.join(","));
    }
    line
}
