//! Disable, restore and the manager of a user, in both dialects (Microsoft Learn, "Develop a SCIM endpoint",
//! Disable user; how a soft delete is sent and undone).

use serde_json::{Value, json};

use super::{Planner, patch_and_read, shown};
use crate::entra::Dialect;
use crate::entra::body::{self, op, operation, patch_op};
use crate::entra::query;
use crate::entra::step::ResourceType::User;
use crate::entra::step::{Shown, Step, Storyline};

/// The storyline's user.
const USER: &str = "subject";

pub(super) fn storyline(planner: &Planner, dialect: Dialect) -> Storyline {
    let mut story = Storyline::new(Some(dialect));
    let person = planner.person();
    let body = planner.user(person);
    super::create_user(&mut story, planner, person, ("lifecycle/create", "lifecycle/get"), USER, body);
    manager(&mut story, planner, dialect);
    activation(&mut story, planner, dialect, &planner.user_name(person));
    story
}

fn activation(story: &mut Storyline, planner: &Planner, dialect: Dialect, name: &str) {
    if !planner.suite.disables_users() {
        let reason = if planner.suite.lists("active") {
            "the suite says that users are deleted, never disabled"
        } else {
            "the suite lists no active"
        };
        for id in [
            "lifecycle/disable",
            "lifecycle/restore",
            "lifecycle/disable-lower-case",
            "lifecycle/disable-boolean",
        ] {
            story.omit(id, reason);
        }
        return;
    }
    set_active(story, dialect, "lifecycle/disable", body::in_dialect(dialect, &json!(false)), false);
    look(story, "lifecycle/match-disabled", "lifecycle/disable", name);
    set_active(story, dialect, "lifecycle/restore", body::in_dialect(dialect, &json!(true)), true);
    if dialect == Dialect::Default {
        set_active(story, dialect, "lifecycle/disable-lower-case", json!("false"), false);
        set_active(story, dialect, "lifecycle/restore-lower-case", json!("true"), true);
        set_active(story, dialect, "lifecycle/disable-boolean", json!(false), false);
        look(story, "lifecycle/match-disabled-boolean", "lifecycle/disable-boolean", name);
        set_active(story, dialect, "lifecycle/restore-boolean", json!(true), true);
    }
}

/// A query for the user while disabled.
fn look(story: &mut Storyline, id: &str, needs: &str, name: &str) {
    let look = Step::query(id, User, query::filter("userName", name));
    story.step(look.needs(needs).shows(Shown::Found(USER)));
}

fn set_active(story: &mut Storyline, dialect: Dialect, id: &str, value: Value, active: bool) {
    let body = patch_op(&[operation(&op(dialect, "replace"), "active", value)]);
    let shows = vec![Shown::Value("active".into(), json!(active))];
    patch_and_read(story, id, "lifecycle/get", USER, body, shows);
}

fn manager(story: &mut Storyline, planner: &Planner, dialect: Dialect) {
    let Some(path) = planner.suite.manager() else {
        for id in ["lifecycle/set-manager", "lifecycle/change-manager", "lifecycle/clear-manager"] {
            story.omit(id, "the suite lists no manager");
        }
        return;
    };
    for (id, capture) in
        [("lifecycle/create-manager", "manager"), ("lifecycle/create-second-manager", "second")]
    {
        let person = planner.person();
        let create = Step::create(id, User, &planner.user_name(person), planner.user(person));
        story.step(create.capture(capture).needs("lifecycle/get"));
    }
    let mut set = |word: &str, (id, needs): (&str, &str), manager: &str| {
        // The value is the bare id, as observed in today's requests, whatever type the page gives the attribute.
        let body = patch_op(&[operation(&op(dialect, word), path.as_str(), json!(manager))]);
        patch_and_read(story, id, needs, USER, body, vec![shown(path, &json!(manager))]);
    };
    set("add", ("lifecycle/set-manager", "lifecycle/create-manager"), "{{manager}}");
    set("replace", ("lifecycle/change-manager", "lifecycle/create-second-manager"), "{{second}}");
    let body = patch_op(&[operation(&op(dialect, "replace"), path.as_str(), json!(""))]);
    let shows = vec![Shown::Absent(path.to_string())];
    patch_and_read(story, "lifecycle/clear-manager", "lifecycle/change-manager", USER, body, shows);
}
