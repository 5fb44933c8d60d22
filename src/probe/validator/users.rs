//! Its tests of users.

use serde_json::{Map, Value, json};

use super::{TYPED, delete_missing, patch};
use crate::entra::body::operation;
use crate::entra::query;
use crate::entra::sequence::{Planner, create_user, read_user};
use crate::entra::step::ResourceType::User;
use crate::entra::step::{Shown, Step, Storyline, Success};
use crate::probe::Teller;
use crate::suite::Attribute;
use crate::suite::sample::Version;

/// The user with all attributes, and the one that gets them by PATCH.
const LISTED: &str = "listed";
const BARE: &str = "bare";

pub(super) fn storyline(teller: &Teller) -> Storyline {
    let planner = teller.planner;
    let mut story = Storyline::new(None);
    let person = person(planner);
    let user = user(planner, person);
    let name = planner.user_name(person);
    let ids = ("validator/create", "validator/get");
    create_user(&mut story, planner, person, ids, LISTED, user.clone());
    if let Some(create) = story.steps.first_mut() {
        create.content_type = Some(TYPED);
    }
    let duplicate = Step::create("validator/duplicate", User, &name, user).content_type(TYPED);
    story.step(duplicate.success(Success::Answered).needs("validator/get"));
    filters(&mut story, &name);
    replace(&mut story, planner, person);
    let bare = planner.person();
    let ids = ("validator/create-bare", "validator/get-bare");
    create_user(&mut story, planner, bare, ids, BARE, teller.user(bare, &[]));
    add(&mut story, planner, bare);
    several(&mut story, planner, bare);
    managers(&mut story, teller);
    disable(&mut story, planner);
    story
}

/// Somebody whose name shows whether the text of a request is read rightly.
fn person(planner: &Planner) -> usize {
    let first = planner.person();
    let telling = |person: &usize| !user(planner, *person).to_string().is_ascii();
    std::iter::once(first).chain((0..7).map(|_| planner.person())).find(telling).unwrap_or(first)
}

/// All listed attributes, without what only Entra sends beside them.
fn user(planner: &Planner, person: usize) -> Value {
    let mut user = planner.user(person);
    if let Some(members) = user.as_object_mut() {
        members.shift_remove("meta");
        members.retain(|_, value| value.as_array().is_none_or(|items| !items.is_empty()));
    }
    user
}

fn filters(story: &mut Storyline, name: &str) {
    let look = |id: &str, value: &str| {
        Step::query(id, User, query::filter_percent("userName", value)).needs("validator/get")
    };
    let steps = [
        look("validator/filter", name).shows(Shown::Found(LISTED)),
        look("validator/filter-nobody", beginning(name)),
        look("validator/filter-case", &name.to_lowercase()).shows(Shown::Found(LISTED)),
    ];
    story.steps.extend(steps);
}

/// The beginning of a name, which nobody has as a name: what stands before the domain, or before the person's number.
fn beginning(name: &str) -> &str {
    let local = name.split_once('@').map(|(local, _)| local);
    let local = local.unwrap_or_else(|| name.trim_end_matches(|c: char| c.is_ascii_digit()));
    let last = name.char_indices().next_back().map_or(0, |(at, _)| at);
    if local.len() < name.len() { local } else { &name[..last] }
}

/// What its tests of PATCH write: every leaf but those that have a test of their own.
fn leaves<'a>(planner: &'a Planner) -> Vec<&'a Attribute> {
    let own = ["userName", "active"];
    planner.changeable().filter(|a| !own.iter().any(|name| a.target().same(name))).collect()
}

fn send(
    story: &mut Storyline,
    id: &str,
    needs: &str,
    target: &'static str,
    operations: &[Value],
    shows: Vec<Shown>,
) {
    story.step(patch(id, User, target, operations).needs(needs));
    story.step(Step { shows, ..read_user(&format!("{id}/read"), id, target) });
}

fn shown((path, value): (&str, &Value)) -> Shown {
    Shown::Value(path.to_owned(), value.clone())
}

/// One operation for each leaf; then what has a value filter by path, and the rest in one object.
fn replace(story: &mut Storyline, planner: &Planner, person: usize) {
    let leaves = leaves(planner);
    if leaves.is_empty() {
        for id in ["validator/replace-verbose", "validator/replace"] {
            story.omit(id, "the suite lists nothing but the name that can be replaced");
        }
        return rename(story, planner, person);
    }
    let value =
        |a: &Attribute, person| (a.target().to_string(), planner.sampler.value(a, person, Version::Changed));
    let verbose: Vec<(String, Value)> = leaves.iter().map(|a| value(a, person)).collect();
    let operations: Vec<Value> =
        verbose.iter().map(|(path, value)| operation("replace", path, value.clone())).collect();
    let shows = verbose.last().map(|(path, value)| shown((path, value))).into_iter().collect();
    send(story, "validator/replace-verbose", "validator/get", LISTED, &operations, shows);
    let other = planner.person();
    let (by_path, merged): (Vec<&Attribute>, Vec<&Attribute>) =
        leaves.iter().partition(|a| a.target().has_filter());
    let mut operations: Vec<Value> = by_path
        .iter()
        .map(|a| value(a, other))
        .map(|(path, value)| operation("replace", &path, value))
        .collect();
    let merged: Map<String, Value> = merged.iter().map(|a| value(a, other)).collect();
    let shows = merged.iter().next_back().map(|(path, value)| shown((path, value))).into_iter().collect();
    if !merged.is_empty() {
        operations.push(json!({ "op": "replace", "value": merged }));
    }
    send(story, "validator/replace", "validator/get", LISTED, &operations, shows);
    rename(story, planner, person);
}

fn rename(story: &mut Storyline, planner: &Planner, person: usize) {
    let name = json!(planner.sampler.user_name(person, Version::Changed));
    let rename = [json!({ "op": "replace", "value": { "userName": name } })];
    send(story, "validator/rename", "validator/get", LISTED, &rename, vec![shown(("userName", &name))]);
}

/// Everything that a user with the least does not have.
fn add(story: &mut Storyline, planner: &Planner, person: usize) {
    let missing = leaves(planner).into_iter().filter(|a| a.required != Some(true));
    let values: Vec<(String, Value)> =
        missing.map(|a| (a.target().to_string(), planner.created(a, person))).collect();
    if values.is_empty() {
        return story.omit("validator/add-verbose", "the suite lists nothing that is not required");
    }
    let operations: Vec<Value> =
        values.iter().map(|(path, value)| operation("add", path, value.clone())).collect();
    let shows = values.last().map(|(path, value)| shown((path, value))).into_iter().collect();
    send(story, "validator/add-verbose", "validator/get-bare", BARE, &operations, shows);
}

/// The previews: several operations on different attributes, and on one.
fn several(story: &mut Storyline, planner: &Planner, person: usize) {
    let texts: Vec<&Attribute> = planner.plain_texts();
    let (Some(gone), [.., second, first]) =
        (texts.iter().find(|a| a.required != Some(true)), texts.as_slice())
    else {
        for id in ["validator/different", "validator/same"] {
            story.omit(id, "the suite lists no two plain texts of which one is optional");
        }
        return;
    };
    let kept: Vec<&&Attribute> =
        [second, first].into_iter().filter(|a| a.target() != gone.target()).collect();
    let remove = json!({ "op": "remove", "path": gone.target().as_str() });
    let words = ["add", "replace"];
    let values: Vec<(&str, Value)> =
        kept.iter().map(|a| (a.target().as_str(), planner.changed(a, person))).collect();
    let mut operations = vec![remove.clone()];
    operations
        .extend(values.iter().zip(words).map(|((path, value), word)| operation(word, path, value.clone())));
    let mut shows: Vec<Shown> = values.iter().map(|(path, value)| shown((path, value))).collect();
    shows.push(Shown::Absent(gone.target().to_string()));
    send(story, "validator/different", "validator/get-bare", BARE, &operations, shows);
    let path = gone.target().as_str();
    let last = json!("Third of three");
    let operations =
        [remove, operation("add", path, json!("Second of three")), operation("replace", path, last.clone())];
    send(story, "validator/same", "validator/get-bare", BARE, &operations, vec![shown((path, &last))]);
}

/// A manager that is added, replaced by another and removed, each as an object.
fn managers(story: &mut Storyline, teller: &Teller) {
    const STEPS: [&str; 3] =
        ["validator/manager-add", "validator/manager-replace", "validator/manager-remove"];
    let path = crate::suite::enterprise("manager");
    if let Some(reason) = teller.unlisted(&[&path]) {
        for id in STEPS {
            story.omit(id, reason.clone());
        }
        return;
    }
    let [add, replace, remove] = STEPS;
    let person = teller.planner.person();
    let ids = ("validator/create-manager", "validator/get-manager");
    create_user(story, teller.planner, person, ids, "manager", teller.user(person, &[]));
    let set = |word: &str, id: &str| [operation(word, &path, json!({ "value": id }))];
    let is = |id: &str| vec![Shown::Value(format!("{path}.value"), json!(id))];
    send(story, replace, "validator/get-manager", BARE, &set("replace", "{{manager}}"), is("{{manager}}"));
    let away = [json!({ "op": "remove", "path": path })];
    send(story, remove, replace, BARE, &away, vec![Shown::Absent(path.clone())]);
    send(story, add, "validator/get-bare", BARE, &set("add", "{{listed}}"), is("{{listed}}"));
}

/// The user is somebody's manager by now.
fn disable(story: &mut Storyline, planner: &Planner) {
    let suite = planner.suite;
    if suite.disables_users() {
        let off = [operation("replace", "active", json!(false))];
        send(
            story,
            "validator/disable",
            "validator/get",
            LISTED,
            &off,
            vec![shown(("active", &json!(false)))],
        );
    } else {
        story.omit("validator/disable", "the suite does not disable users");
    }
    if suite.deletes_users() {
        story.step(Step::delete("validator/delete", User, LISTED).needs("validator/get"));
        let gone = read_user("validator/delete/read", "validator/delete", LISTED).success(Success::Answered);
        story.step(gone.shows(Shown::Status(404)));
    } else {
        story.omit("validator/delete", NEVER);
    }
}

const NEVER: &str = "the suite says that users are disabled, never deleted";

/// A user that is deleted twice, and one that never was.
pub(super) fn deletes(teller: &Teller) -> Storyline {
    let planner = teller.planner;
    let mut story = Storyline::new(None);
    let person = planner.person();
    let ids = ("validator/twice/create", "validator/twice/get");
    create_user(&mut story, planner, person, ids, "twice", teller.user(person, &[]));
    story.step(Step::delete("validator/twice/delete", User, "twice").needs("validator/twice/get"));
    let again = delete_missing("validator/twice/again", "/Users/{{twice}}".to_owned());
    story.step(again.needs("validator/twice/delete"));
    story.step(delete_missing("validator/unknown/user", format!("/Users/{}", planner.guid)));
    if planner.suite.deletes_users() { story } else { story.left_out(NEVER) }
}
