//! The steps of an entry. The cycle writes them only where something happened that the action and the status do not
//! say; all others are filled in here, under the names that the provisioning log has for them.

use crate::provision::log::{Action, Entry, Status, Step, StepType};

/// The steps of an entry, complete.
pub fn of(entry: &Entry) -> Vec<Step> {
    if !entry.steps.is_empty() {
        return entry.steps.clone();
    }
    let mut steps = vec![import(entry), scoping(entry)];
    if entry.status == Status::Skipped {
        steps.push(skip(entry));
        return steps;
    }
    if entry.action == Action::Create {
        steps.push(matching(entry));
    }
    steps.push(export(entry));
    steps
}

fn step(name: &str, kind: StepType, status: Status, description: String) -> Step {
    Step { name: name.to_owned(), provisioning_step_type: kind, status, description, details: Vec::new() }
}

fn import(entry: &Entry) -> Step {
    let name = if entry.action == Action::Create { "EntryImportAdd" } else { "EntryImport" };
    let description = format!("{} '{}' was read from the directory.", entry.kind, entry.source_name);
    step(name, StepType::Import, Status::Success, description)
}

fn scoping(entry: &Entry) -> Step {
    let is_left_out = entry.status == Status::Skipped && entry.code.as_deref().is_some_and(is_about_scope);
    let leaves = matches!(entry.action, Action::Disable | Action::Delete | Action::StagedDelete);
    let in_scope = !leaves && !is_left_out;
    let words = if in_scope { "is in scope" } else { "is not in scope, or not active" };
    let description = format!("{} '{}' {words}.", entry.kind, entry.source_name);
    let mut step = step("EntrySynchronizationScoping", StepType::Scoping, Status::Success, description);
    let word = if in_scope { "True" } else { "False" };
    step.details = vec![("IsInProvisioningScope".to_owned(), word.to_owned())];
    step
}

/// Skip reasons that say that an object is not in scope.
fn is_about_scope(code: &str) -> bool {
    !matches!(code, "RedundantExport" | "ImportSkipped")
}

fn skip(entry: &Entry) -> Step {
    let reason = entry.reason.clone().unwrap_or_else(|| "Nothing was sent.".to_owned());
    let mut step = step("EntrySynchronizationSkip", StepType::Processing, Status::Skipped, reason);
    step.details = entry.code.iter().map(|code| ("SkipReason".to_owned(), code.clone())).collect();
    step
}

fn matching(entry: &Entry) -> Step {
    let description = format!("No object of the tenant matches {} '{}'.", entry.kind, entry.source_name);
    step("EntrySynchronizationAdd", StepType::Matching, Status::Success, description)
}

fn export(entry: &Entry) -> Step {
    let (name, done) = match entry.action {
        Action::Create => ("EntryExportAdd", "was created"),
        Action::Update => ("EntryExportUpdate", "was updated"),
        Action::Disable => ("EntryExportUpdate", "was disabled"),
        Action::Delete => ("EntryExportDelete", "was deleted"),
        Action::StagedDelete => {
            ("EntryExportDelete", "would be disabled or deleted; that waits for the administrator")
        }
        Action::Other => ("EntryExport", "was worked on"),
    };
    let description = match (entry.status, &entry.reason) {
        (Status::Failure, Some(reason)) => reason.clone(),
        (Status::Failure, None) => "The tenant did not take it.".to_owned(),
        _ => format!("{} '{}' {done}.", entry.kind, entry.source_name),
    };
    step(name, StepType::Export, entry.status, description)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::provision::log::Modified;
    use crate::provision::object::Kind;

    /// An entry as a cycle writes it.
    pub fn entry(action: Action, status: Status, code: Option<&str>) -> Entry {
        Entry {
            seq: 7,
            cycle: 2,
            at: "2026-03-02T08:00:05Z".parse().unwrap(),
            duration_ms: 12,
            action,
            status,
            kind: Kind::User,
            source_id: "6f1c0b52-0001-4000-8000-000000000001".into(),
            source_name: "alice@contoso.example".into(),
            target_id: (action != Action::Create || status == Status::Success).then(|| "2819c223".to_owned()),
            code: code.map(str::to_owned),
            reason: code.map(|_| {
                "StatusCode: Conflict Message: taken Web Response: {\"detail\":\"userName\"}".into()
            }),
            modified: vec![Modified {
                display_name: "title".into(),
                old_value: Some("Pilot".into()),
                new_value: Some("=cmd|' /C calc'!A0".into()),
            }],
            steps: Vec::new(),
        }
    }

    fn names(entry: &Entry) -> Vec<String> {
        of(entry).into_iter().map(|step| step.name).collect()
    }

    #[test]
    fn the_action_and_the_status_give_the_steps() {
        assert_eq!(
            names(&entry(Action::Create, Status::Success, None)),
            ["EntryImportAdd", "EntrySynchronizationScoping", "EntrySynchronizationAdd", "EntryExportAdd"]
        );
        assert_eq!(
            names(&entry(Action::Disable, Status::Success, None)),
            ["EntryImport", "EntrySynchronizationScoping", "EntryExportUpdate"]
        );
        let skipped = of(&entry(Action::Other, Status::Skipped, Some("NotEffectivelyEntitled")));
        assert_eq!(skipped[1].details, [("IsInProvisioningScope".into(), "False".into())]);
        assert_eq!(skipped[2].details, [("SkipReason".into(), "NotEffectivelyEntitled".into())]);
        let redundant = of(&entry(Action::Update, Status::Skipped, Some("RedundantExport")));
        assert_eq!(redundant[1].details, [("IsInProvisioningScope".into(), "True".into())]);
    }

    #[test]
    fn steps_that_the_cycle_wrote_stay() {
        let mut entry = entry(Action::Create, Status::Failure, Some("EntryConflict"));
        let written = step("EntryImport", StepType::Import, Status::Success, "read".into());
        entry.steps = vec![written.clone()];
        assert_eq!(of(&entry), [written]);
    }
}
