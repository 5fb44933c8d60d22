//! Versions and conditional requests (RFC 7644 §3.14).

use serde_json::{Value, json};

use super::Teller;
use crate::entra::sequence::{create_user, read_user};
use crate::entra::step::ResourceType::User;
use crate::entra::step::{Captured, Name, Shown, Step, Storyline, Success};
use crate::entra::{body, step};

const TAG: Captured = Captured::Header(Name::Borrowed("etag"));

pub(super) fn storylines(teller: &Teller) -> Vec<Storyline> {
    vec![conditions(teller), answered_tags(teller)]
}

/// The text a storyline changes, with a person of its own.
struct Text<'a> {
    teller: &'a Teller<'a>,
    person: usize,
    path: String,
}

impl<'a> Text<'a> {
    fn of(teller: &'a Teller) -> Option<Self> {
        let path = teller.planner.plain_texts().first()?.target().to_string();
        Some(Self { teller, person: teller.planner.person(), path })
    }

    fn user(&self, text: &str) -> Value {
        self.teller.user(self.person, &[(&self.path, json!(text))])
    }

    fn patch(&self, text: &str) -> Value {
        body::patch_op(&[body::operation("replace", &self.path, json!(text))])
    }

    fn shown(&self, text: &str) -> Shown {
        Shown::Value(self.path.clone(), json!(text))
    }
}

/// Why a storyline is left out that has nothing to change.
const NO_TEXT: &str = "the suite lists no plain text";

/// One user: reads and writes that name the version it has, one it had, and any.
fn conditions(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let Some(text) = Text::of(teller) else {
        for id in CONDITIONS {
            story.omit(id, NO_TEXT);
        }
        return story;
    };
    let ids = ("etag/create", "etag/get");
    create_user(&mut story, teller.planner, text.person, ids, "versioned", text.user("Berth one"));
    if let Some(get) = story.steps.last_mut() {
        get.captures.push(("tag".into(), TAG));
    }
    reads(&mut story);
    stale(&mut story, &text);
    current(&mut story, &text);
    deletes(&mut story, teller);
    story
}

const CONDITIONS: [&str; 19] = [
    "etag/create",
    "etag/get",
    "etag/get-again",
    "etag/not-modified",
    "etag/put",
    "etag/put/read",
    "etag/modified",
    "etag/put-stale",
    "etag/put-stale/read",
    "etag/patch-stale",
    "etag/patch-stale/read",
    "etag/patch",
    "etag/patch/read",
    "etag/any",
    "etag/any/read",
    "etag/delete-stale",
    "etag/delete-stale/read",
    "etag/delete",
    "etag/delete/read",
];

fn read(id: &str, needs: &str) -> Step {
    read_user(id, needs, "versioned")
}

fn reads(story: &mut Storyline) {
    story.step(read("etag/get-again", "etag/get"));
    let again = read("etag/not-modified", "etag/get").header("If-None-Match", "{{tag}}");
    story.step(again.success(Success::Answered));
}

/// The version the user had before the PUT is no longer its version: reads see that it changed, writes are refused.
fn stale(story: &mut Storyline, text: &Text) {
    let put = Step::put("etag/put", User, "versioned", text.user("Berth two")).header("If-Match", "{{tag}}");
    story.step(put.needs("etag/get"));
    story.step(read("etag/put/read", "etag/put").shows(text.shown("Berth two")).captures("now", TAG));
    let modified = read("etag/modified", "etag/put/read").header("If-None-Match", "{{tag}}");
    story.step(modified.success(Success::Answered));
    let put = Step::put("etag/put-stale", User, "versioned", text.user("Berth nine"));
    let patch = Step::patch("etag/patch-stale", User, "versioned", text.patch("Berth ten"));
    for step in [put, patch] {
        let look = read(&format!("{}/read", step.id), &step.id).captures("now", TAG);
        story.step(step.header("If-Match", "{{tag}}").success(Success::Answered).needs("etag/put/read"));
        story.step(look);
    }
}

fn current(story: &mut Storyline, text: &Text) {
    for (id, tag, value) in [("etag/patch", "{{now}}", "Berth three"), ("etag/any", "*", "Berth four")] {
        let patch = Step::patch(id, User, "versioned", text.patch(value)).header("If-Match", tag);
        story.step(patch.needs("etag/get"));
        let look = read(&format!("{id}/read"), id).shows(text.shown(value));
        story.step(step::Step { captures: vec![("now".into(), TAG)], ..look });
    }
}

/// Last, as the user is gone then.
fn deletes(story: &mut Storyline, teller: &Teller) {
    const STEPS: [&str; 4] =
        ["etag/delete-stale", "etag/delete-stale/read", "etag/delete", "etag/delete/read"];
    if !teller.planner.suite.deletes_users() {
        for id in STEPS {
            story.omit(id, "the suite says that users are disabled, never deleted");
        }
        return;
    }
    let [stale, kept, current, gone] = STEPS;
    let delete = Step::delete(stale, User, "versioned").header("If-Match", "{{tag}}").needs("etag/put/read");
    story.step(delete.success(Success::Answered));
    story.step(read(kept, stale).success(Success::Answered).captures("now", TAG));
    let delete = Step::delete(current, User, "versioned").header("If-Match", "{{now}}").needs(kept);
    story.step(delete);
    story.step(read(gone, current).success(Success::Answered).shows(Shown::Status(404)));
}

/// A second user, written with the versions that the answers to former writes showed; then by two at once.
fn answered_tags(teller: &Teller) -> Storyline {
    const STEPS: [&str; 8] = [
        "etag/answered/create",
        "etag/answered/get",
        "etag/answered/put",
        "etag/answered/patch",
        "etag/answered/put-again",
        "etag/race/get",
        "etag/race/put",
        "etag/race/read",
    ];
    let mut story = Storyline::new(None);
    let Some(text) = Text::of(teller) else {
        for id in STEPS {
            story.omit(id, NO_TEXT);
        }
        return story;
    };
    let [create, get, put, patch, again, look, race, after] = STEPS;
    create_user(&mut story, teller.planner, text.person, (create, get), "answered", text.user("Quay one"));
    if let Some(create) = story.steps.iter_mut().find(|step| step.creates.is_some()) {
        create.captures.push(("made".into(), TAG));
    }
    let write = |step: Step, tag: &str| step.header("If-Match", format!("{{{{{tag}}}}}"));
    let first = write(Step::put(put, User, "answered", text.user("Quay two")), "made");
    story.step(first.needs(get).captures("put", TAG));
    let second = write(Step::patch(patch, User, "answered", text.patch("Quay three")), "put");
    story.step(second.needs(put).captures("patched", TAG));
    let third = write(Step::put(again, User, "answered", text.user("Quay four")), "patched");
    story.step(third.needs(patch));
    story.step(read_user(look, get, "answered").captures("fresh", TAG));
    let twin = Step::put(race, User, "answered", text.user(&format!("Quay five {}", step::TWIN))).twin();
    story.step(write(twin, "fresh").success(Success::Answered).needs(look));
    story.step(read_user(after, race, "answered"));
    story
}
