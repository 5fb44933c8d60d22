//! Failures of provisioning jobs as administrators and vendors report them: symptom, cause, what to do, and the
//! checks that show the cause. They are facts from public issues and Microsoft's documentation, in our words.

/// A failure seen in the field.
pub(super) struct FieldFailure {
    /// `F-` and a number.
    pub(super) id: &'static str,
    /// What is seen.
    pub(super) symptom: &'static str,
    /// Why.
    pub(super) cause: &'static str,
    /// What to do, in the endpoint or in the configuration.
    pub(super) fix: &'static str,
    /// The checks that show it; none where no endpoint can.
    pub(super) checks: &'static [&'static str],
}

macro_rules! failures {
    ($($id:literal: $symptom:literal, $cause:literal, $fix:literal, [$($check:literal),* $(,)?];)+) => {
        &[$(FieldFailure { id: $id, symptom: $symptom, cause: $cause, fix: $fix, checks: &[$($check),*] }),+]
    };
}

/// All of them, by number.
pub(super) const FIELD_FAILURES: &[FieldFailure] = failures! {
    "F-01": "All members of a group vanish when one is removed.",
        "Without the flag aadOptscim062020, Entra removes members by `Remove`, path `members` and a list of values. The server follows the RFC, overlooks the list and removes all.",
        "Remove exactly the listed members; only a remove without any value empties the group.",
        ["groups/remove-listed-members"];
    "F-02": "A user stays active after the assignment is removed, or the log shows 400 \"active must be boolean\".",
        "Without the flag, Entra writes `active` as the text \"False\".",
        "Read the texts True and False, in any case, as the booleans; or have administrators add ?aadOptscim062020 to the Tenant URL.",
        ["patch/active-string", "users/active-is-boolean"];
    "F-03": "Every update fails with 400.",
        "The server compares `op` with regard to letter case, and Entra writes Add, Replace and Remove.",
        "Compare operation words without regard to case.",
        ["patch/op-ignores-case"];
    "F-04": "400 `noTarget`; the work e-mail or mobile number is never set.",
        "Entra writes one part of an element by a value filter such as `emails[type eq \"work\"].value`, and the user has no such element yet.",
        "Create the element with the type that the filter names, and set the part.",
        ["patch/value-filter-add", "patch/value-filter-replace-missing"];
    "F-05": "After an update the second e-mail address is gone.",
        "The server replaces the whole list where the value filter selects one element.",
        "Change the selected element only.",
        ["patch/other-elements-kept", "patch/value-filter-replace"];
    "F-06": "Names do not change, or a literal attribute `name.givenName` appears.",
        "With the flag, Entra sends one replace without a path whose members are paths with dots.",
        "Expand each member as a path.",
        ["patch/no-path-dotted", "patch/no-path-mixed"];
    "F-07": "Department, employee number or cost centre are never updated.",
        "Enterprise attributes come as a path or member that begins with the schema's URN; the server does not split it.",
        "Split at the last colon behind the known URN: what stands in front names the extension, what follows the attribute.",
        ["patch/urn-path", "patch/no-path-urn"];
    "F-08": "Updates of the manager fail with 400.",
        "Entra writes the manager as the bare id, not as an object.",
        "Accept a text, an object with `value`, and a list of one such object.",
        ["patch/manager-string"];
    "F-09": "\"We are not able to deserialize the resource received from your SCIM endpoint\" after a create.",
        "The answer shows `manager` or `active` as text, or a list where an object belongs.",
        "Answer with the RFC's types: `active` a boolean, `manager` an object with `value`.",
        ["users/manager-is-object", "users/active-is-boolean"];
    "F-10": "Test Connection fails, or the job goes into quarantine soon after its start.",
        "A query that finds nobody is answered with 404 or 400.",
        "Answer 200 with an empty ListResponse.",
        ["query/no-match-empty-list", "groups/no-match-empty-list"];
    "F-11": "Users appear twice.",
        "Disabled users are left out of queries, or userName is compared with regard to case, so Entra does not find the account and creates another.",
        "Return disabled users, and ignore case when userName is compared.",
        ["query/inactive-users-found", "query/username-ignores-case", "users/duplicate-409"];
    "F-12": "409 again and again for the same user.",
        "The create is refused for an account that the query does not find: another attribute is unique, or the account is hidden.",
        "Let the query see every account that can be in the way of a create.",
        ["query/inactive-users-found", "query/filter-by-username", "users/recreate-after-delete", "lifecycle/duplicate-of-disabled-409"];
    "F-13": "A user exists but is not matched.",
        "The query string is decoded wrongly: + is not read as a blank, or %2b is decoded twice.",
        "Decode the query once, + as a blank, then read the filter.",
        ["query/plus-is-space", "query/percent-encoding"];
    "F-14": "SystemForCrossDomainIdentityManagementMultipleEntriesInResponse, or group cycles that take for ever.",
        "`excludedAttributes=members` is overlooked, and every look-up carries the whole membership.",
        "Leave members out where the request says so.",
        ["groups/excluded-members"];
    "F-15": "DuplicateTargetEntries.",
        "More than one account has the matching value.",
        "Clean the accounts up, make the attribute unique, or match by another one.",
        ["query/one-hit-per-unique-value", "users/duplicate-409"];
    "F-16": "InvalidAnchor after somebody deleted the account in the app.",
        "Entra still holds the link to the id that is gone.",
        "Restart provisioning, or delete the object connection, so that the user is matched anew.",
        ["users/deleted-id-404"];
    "F-17": "Groups cannot be created: 400, unknown schema.",
        "The create lists a further schema URI of Microsoft's.",
        "Overlook schema URIs you do not know.",
        ["groups/create-with-adscim-uri"];
    "F-18": "Custom attributes are dropped on create.",
        "Entra sends the extension's object without its URN in `schemas`.",
        "Process the extension objects that are there, whatever `schemas` lists.",
        ["extensions/unlisted-urn"];
    "F-19": "415 or 400 on queries and deletes.",
        "The server demands Content-Type on requests without a body.",
        "Do not ask for it there.",
        ["transport/no-content-type-on-get-delete"];
    "F-20": "Members cannot be added: 400, $ref must not be null.",
        "Entra sends `\"$ref\": null` beside the member's id, and the JSON binding is strict.",
        "Treat null as absent.",
        ["groups/add-member"];
    "F-21": "A role shows a JSON text as its value.",
        "Without the flag, the complex role functions write the role as JSON inside `value`.",
        "Parse it, or use the flag, or map with AssertiveAppRoleAssignmentsComplex.",
        ["patch/role-text"];
    "F-22": "Old roles stay.",
        "SingleAppRoleAssignment and AppRoleAssignmentsComplex only ever add.",
        "Map with AssertiveAppRoleAssignmentsComplex, which replaces the whole list.",
        ["patch/roles-assertive"];
    "F-23": "An attribute that was cleared in Entra keeps its old value in the app.",
        "Empty source values are not sent.",
        "Map an expression that yields a value for empty, or clear it by hand.",
        [];
    "F-24": "Some users have no manager.",
        "The manager is out of scope, or was not yet created when the user was.",
        "Put managers in scope and wait a cycle.",
        [];
    "F-25": "Quarantine after the token was changed or ran out.",
        "The job still uses the old credential, and every request is answered with 401.",
        "Enter the new credential and restart provisioning.",
        ["auth/credential-accepted-throughout"];
    "F-26": "Many 429, then quarantine.",
        "The rate limit is below 25 requests a second for a tenant.",
        "Raise it, and send Retry-After with every 429.",
        ["transport/sustained-rate", "transport/first-attempt"];
    "F-27": "It works in the cycle and fails on demand, or the other way round.",
        "Provisioning on demand does not apply the flag of the Tenant URL, so the two write PATCH differently.",
        "Support both dialects: `scimproof run --dialect both` shows both.",
        [];
    "F-28": "Other test tools get 400 at the same URL.",
        "They append paths behind the flag in the URL.",
        "Give them the URL without ?aadOptscim062020.",
        [];
    "F-29": "An attribute becomes empty without reason.",
        "A `Switch` expression in an incremental cycle.",
        "Use IIF.",
        [];
    "F-30": "A user who is enabled again is in no group.",
        "The app drops memberships when it disables a user; Entra does not send them again.",
        "Keep memberships of disabled users.",
        ["groups/members-survive-disable"];
    "F-31": "A user was unassigned and later deleted, and the account is still there.",
        "An object that left the scope is no longer managed; its deletion is not sent.",
        "It stays disabled; remove it in the app.",
        [];
    "F-32": "A renamed user has a second account.",
        "The link was lost by a full restart, and the match by userName found nobody under the new name.",
        "Match by a value that never changes.",
        [];
    "F-33": "500 on a PATCH with `roles[primary eq \"True\"]`.",
        "The filter compares a boolean with a text.",
        "Read True and False as booleans in filters, too.",
        ["patch/role-by-primary"];
    "F-34": "A create is refused because `roles[].primary` is a text.",
        "Microsoft's validator sends \"True\" there.",
        "Read it as the boolean.",
        ["create/primary-word"];
    "F-35": "The member tests of the gallery validation fail although production works.",
        "The list of groups never shows members; those tests read them there.",
        "Show members unless the request excludes them.",
        ["groups/members-shown"];
    "F-36": "The pagination test of the gallery validation fails.",
        "The answer says startIndex 1 whatever was asked for.",
        "Answer with the startIndex of the request.",
        ["paging/users-walk", "paging/start-index-echoed"];
    "F-37": "The schema test of the gallery validation fails.",
        "`type` lists no canonicalValues, or /Schemas has no Group schema.",
        "List the values that mappings use, and every schema you serve.",
        ["schemas/mapping-discoverable", "schemas/expected-schemas", "discovery/schemas-list"];
    "F-38": "Generated test values are refused.",
        "Strict checks of telephone numbers, countries or time zones.",
        "Loosen them, or say in `detail` which attribute is refused and what is expected.",
        ["users/values-unchanged", "suite/create-round-trip", "patch/refusal-names-attribute"];
    "F-39": "400 on a PATCH that adds an attribute of an extension.",
        "The extension is mapped in Entra and not declared in the app.",
        "Declare it, or overlook what you do not know.",
        ["patch/undeclared-extension", "patch/urn-path"];
    "F-40": "Only disabling works; other changes of a user never arrive.",
        "The app's PATCH understands `active` and nothing else.",
        "Say so in the documentation and map nothing else, or support PATCH.",
        ["patch/replace-attribute", "patch/all-texts", "suite/patch-round-trip"];
    "F-41": "Deletions are held back and the job is in quarantine.",
        "More accounts would be removed in a cycle than the threshold against accidental deletions allows.",
        "Look at them, then allow the deletes or mend the scope.",
        [];
    "F-42": "Users with a quotation mark or % in the matching value fail for ever.",
        "Entra writes such values into the filter without escaping them.",
        "Match by another attribute.",
        ["filters/escapes"];
    "F-43": "409 on updates under load.",
        "Updates of one account overlap, or the server demands versions that Entra does not send.",
        "Serialise writes to one resource; do not demand If-Match.",
        ["create/twins-one-created"];
    "F-44": "A create succeeds and the user is created again in the next cycle.",
        "The answer is 204, or 201 without the resource, so Entra learns no id.",
        "Answer 201 with the resource and its id.",
        ["users/create-returns-201", "users/create-returns-id"];
    "F-45": "Members of inner groups are missing.",
        "Entra does not read nested groups when it decides who is in scope.",
        "Assign the inner groups as well.",
        [];
};
