//! Probes: storylines beyond Entra's sequence, which the profiles `gallery`, `rfc` and `all` ask for.
//!
//! They are data like the sequence itself and share nothing with it but the connection. Selecting drops those that no
//! selected check reads, so that the profile `entra` sends what Entra sends and nothing else.

mod app;
mod bulk;
mod create;
mod cursor;
mod delete;
mod discovery;
mod etag;
mod filters;
mod gallery;
mod groups;
mod me;
mod paging;
mod patch;
mod put;
mod resources;
mod search;
mod transport;
mod validator;

use serde_json::Value;

use crate::entra::sequence::{self, Planner};
use crate::entra::{Dialect, Plan, Storyline, body, limits};
use crate::scim::{Path, access};
use crate::suite::sample::{Sampler, Version};
use crate::suite::{Attribute, Suite};

/// What probes are laid out from.
pub(crate) struct Teller<'a> {
    /// People, names and values.
    pub(crate) planner: &'a Planner<'a>,
    /// The dialects of the run, for probes in Entra's words.
    pub(crate) dialects: &'a [Dialect],
}

impl Teller<'_> {
    /// A create request with the least the suite requires of a user and looks for one by, and these values beside it.
    pub(crate) fn user(&self, person: usize, further: &[(&str, Value)]) -> Value {
        let Planner { suite, sampler, .. } = self.planner;
        let names = ["userName", suite.key().as_str()];
        let least = |attribute: &Attribute| {
            attribute.required == Some(true) || names.iter().any(|name| attribute.target().same(name))
        };
        let mut user = body::user(suite, sampler, person, Version::Created, &least);
        for (path, value) in further {
            if let Ok(path) = path.parse::<Path>() {
                access::put(&mut user, &path, value.clone());
            }
        }
        user
    }

    /// The first of these attributes of a user that the suite does not let the run write, as a reason to leave a
    /// storyline out.
    pub(crate) fn unlisted(&self, paths: &[&str]) -> Option<String> {
        let unlisted = paths.iter().find(|path| **path != "userName" && !self.planner.suite.lists(path))?;
        Some(format!("the suite lists no {unlisted}"))
    }

    /// Why storylines are left out that ask for people by more than the equality of their names, if they are.
    pub(crate) fn no_names(&self) -> Option<String> {
        let suite = self.planner.suite;
        (!suite.finds_users_by("userName"))
            .then(|| format!("the suite has users matched by {}, not by userName", suite.key()))
    }

    /// Whether nobody can be without a title.
    pub(crate) fn requires_title(&self) -> bool {
        self.planner.suite.user_attribute("title").is_some_and(|title| title.required == Some(true))
    }

    /// Why storylines about groups are left out, if they are.
    pub(crate) fn no_groups(&self) -> Option<String> {
        (!self.planner.suite.sends_groups()).then(|| sequence::NO_GROUPS.to_owned())
    }
}

/// Lays out Entra's sequence and all probes.
pub fn plan(suite: &Suite, sampler: &Sampler, dialects: &[Dialect], guid: &str) -> Plan {
    let planner = Planner::new(suite, sampler, guid);
    let mut plan = sequence::lay_out(&planner, dialects);
    let teller = Teller { planner: &planner, dialects };
    let probes = [
        discovery::storylines,
        resources::storylines,
        create::storylines,
        filters::storylines,
        paging::storylines,
        patch::storylines,
        put::storylines,
        delete::storylines,
        groups::storylines,
        transport::storylines,
        etag::storylines,
        bulk::storylines,
        me::storylines,
        gallery::storylines,
        validator::storylines,
        app::storylines,
    ];
    let told = probes.iter().flat_map(|storylines| storylines(&teller));
    plan.storylines.extend(told.map(|story| Storyline { is_probe: true, ..story }));
    limits::keep_within(suite, &mut plan);
    plan
}
