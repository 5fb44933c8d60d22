//! The reference tenant of one case, filled and read behind the service's back.

use std::sync::OnceLock;

use scimproof::server::{self, Options, Tenant};
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};

use super::wire;

pub const TOKEN: &str = "t0ken-of-the-tenant";

/// One reference tenant, which lives as long as its case.
pub struct Home {
    tenant: Tenant,
}

fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime can be built")
    })
}

impl Home {
    pub fn start() -> Self {
        let options = Options { token: TOKEN.into(), ..Options::default() };
        Self { tenant: runtime().block_on(server::start(options)).expect("a loopback port is free") }
    }

    /// Host and port.
    pub fn authority(&self) -> &str {
        self.tenant.base_url.trim_start_matches("http://").trim_end_matches("/scim/v2")
    }

    fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> wire::Message {
        wire::send(self.authority(), TOKEN, method, &format!("/scim/v2{path}"), body)
    }

    /// Creates a user and returns its id.
    pub fn create(&self, user: &Value) -> String {
        let mut user = user.clone();
        user["schemas"] = json!(["urn:ietf:params:scim:schemas:core:2.0:User"]);
        let answer = self.ask("POST", "/Users", Some(&user));
        assert_eq!(answer.status(), 201, "{user}");
        answer.json()["id"].as_str().expect("an id").to_owned()
    }

    /// All resources of a kind, `Users` or `Groups`.
    pub fn all(&self, kind: &str) -> Vec<Value> {
        let mut all = Vec::new();
        loop {
            let page =
                self.ask("GET", &format!("/{kind}?startIndex={}&count=100", all.len() + 1), None).json();
            let found = page["Resources"].as_array().cloned().unwrap_or_default();
            all.extend(found);
            if json!(all.len()) == page["totalResults"] {
                return all;
            }
            assert!(!page["Resources"].as_array().is_none_or(Vec::is_empty), "{page}");
        }
    }
}
