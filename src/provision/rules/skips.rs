//! Why an object was skipped, in the log's words.

use super::{Word, source};

/// Not assigned, or with a role that does not count.
pub const NOT_ENTITLED: &str = "NotEffectivelyEntitled";
/// No scoping filter lets it through.
pub const FILTERED_OUT: &str = "FailedScopeFilter";
/// Disabled or soft-deleted, and never provisioned.
pub const INACTIVE: &str = "InactiveNeverProvisioned";
/// Deleted before it was provisioned, or after it was deleted in the tenant.
pub const NEVER_PROVISIONED: &str = "NeverProvisioned";
/// Left the scope earlier.
pub const NO_LONGER_MANAGED: &str = "NoLongerManaged";
/// Left the scope, and is kept.
pub const KEPT_OUT_OF_SCOPE: &str = "SkipOutOfScopeDeletions";
/// Would be created, were it allowed.
pub const CREATE_OFF: &str = "CreateActionOff";
/// Would be changed or disabled, were it allowed.
pub const UPDATE_OFF: &str = "UpdateActionOff";
/// Would be deleted, were it allowed.
pub const DELETE_OFF: &str = "DeleteActionOff";
/// Matched an account that the job must not touch.
pub const CREATE_ONLY: &str = "CreateOnly";
/// In scope, matched, nothing to write.
pub const REDUNDANT: &str = "RedundantExport";

/// Every skip reason. `ImportSkipped` and `EntrySynchronizationSkipped` are error codes as well, and stand there.
pub const SKIPS: [Word; 11] = [
    Word {
        id: NOT_ENTITLED,
        cause: "The object holds no role of the application that entitles it: it is assigned neither directly nor as a direct member of an assigned group, or it holds the Default Access role alone where that is left out.",
        fix: "Assign the user or one of its groups to the application; members of nested groups count for nothing. Or set scope = \"all\".",
        source: source::NO_USERS,
    },
    Word {
        id: FILTERED_OUT,
        cause: "No scoping filter lets the object through; Entra's log says Passed scope filter: False. A clause is false wherever the attribute has no value, NOT EQUALS and NOT REGEX MATCH included.",
        fix: "Compare the attribute's value in the directory with the clauses, letter case included; on-demand provisioning shows clause by clause.",
        source: source::FILTERS,
    },
    Word {
        id: INACTIVE,
        cause: "The account is disabled or soft-deleted in the directory and was never provisioned. No account is created only to be disabled.",
        fix: "Nothing, or enable the account in the directory.",
        source: source::NO_USERS,
    },
    Word {
        id: NEVER_PROVISIONED,
        cause: "The object is gone from the directory, and the job has no account of it to delete.",
        fix: "Nothing.",
        source: source::OURS,
    },
    Word {
        id: NO_LONGER_MANAGED,
        cause: "The object left the scope before it was deleted in the directory. It was disabled then and has not been managed since, so no DELETE is sent.",
        fix: "Delete the account in the app by hand, if it is to go.",
        source: source::KNOWN,
    },
    Word {
        id: KEPT_OUT_OF_SCOPE,
        cause: "The object is no longer assigned or no longer passes the filters, and skip_out_of_scope_deletions keeps its account as it is.",
        fix: "Nothing; switch skip_out_of_scope_deletions off if accounts that leave the scope are to be disabled.",
        source: source::SKIP,
    },
    Word {
        id: CREATE_OFF,
        cause: "No account matches, and the Create action is switched off for this kind of object.",
        fix: "Add \"create\" to actions in the job file, or create the account in the app with the same matching value.",
        source: source::HOW,
    },
    Word {
        id: UPDATE_OFF,
        cause: "The account would be changed, disabled or restored, and the Update action is switched off for this kind of object.",
        fix: "Add \"update\" to actions in the job file.",
        source: source::HOW,
    },
    Word {
        id: DELETE_OFF,
        cause: "The account would be deleted, and the Delete action is switched off for this kind of object.",
        fix: "Add \"delete\" to actions in the job file.",
        source: source::HOW,
    },
    Word {
        id: CREATE_ONLY,
        cause: "The object matches an account that the job did not create, and create_only (or --create-only) forbids to touch those.",
        fix: "Run without create-only once you know that these accounts may be managed.",
        source: source::OURS,
    },
    Word {
        id: REDUNDANT,
        cause: "The object is in scope and matched, and the account shows every mapped value already.",
        fix: "Nothing.",
        source: source::OBSERVED,
    },
];
