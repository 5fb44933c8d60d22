//! Test Connection and schema discovery (Microsoft Learn, "Develop a SCIM endpoint": Get user by query, zero
//! results; Schema discovery).

use super::Planner;
use crate::entra::query;
use crate::entra::step::{ResourceType, SCIM_JSON, Step, Storyline, Success};

pub(super) fn storyline(planner: &Planner) -> Storyline {
    let mut story = Storyline::new(None);
    let matching = planner.suite.user_matching();
    let path = matching.first().map_or("userName", |path| path.as_str());
    let test = Step::query("connection/test", ResourceType::User, query::filter(path, planner.guid));
    story.step(test.clone().success(Success::ScimAnswer));
    let percent =
        Step::query("connection/test-percent", ResourceType::User, query::filter_percent(path, planner.guid));
    story.step(percent.if_refused("connection/test"));
    let typed = Step { id: "connection/test-with-content-type".into(), ..test };
    story.step(typed.content_type(SCIM_JSON).if_refused("connection/test"));
    if planner.suite.sends_groups() {
        let matching = planner.suite.group.matching.first().map_or("displayName", |path| path.as_str());
        let query = query::group_filter(matching, planner.guid);
        let test = Step::query("connection/test-groups", ResourceType::Group, query);
        story.step(test.needs("connection/test").success(Success::ScimAnswer));
    } else {
        story.omit("connection/test-groups", NO_GROUPS);
    }
    story.step(Step::get("discovery/schemas", "/Schemas").needs("connection/test"));
    story
}

/// Why steps about groups are left out.
pub(crate) const NO_GROUPS: &str = "the suite says that groups are not supported";
