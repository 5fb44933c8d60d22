//! How ready the app is for a listing in the gallery: what a run showed of the requirements, and what nobody can see
//! from outside and the vendor has to attest (Microsoft Learn, "User provisioning requirements for Microsoft Entra App
//! Gallery", and the tests of its validation).

use std::borrow::Cow;

use crate::check;
use crate::result::{CheckResult, Readiness, ReadinessState, VerdictWord};
use crate::verdict::Severity;

/// What shows that an item is met.
enum Proof {
    /// These checks, by id; an area for all of its checks.
    Checks(&'static [&'static str]),
    /// The checks that judge this row of docs/requirements.md.
    Test(&'static str),
    /// Nothing an endpoint answers.
    Attest,
}

use Proof::{Attest, Checks, Test};

/// The list, in the order of the requirements; what Microsoft only recommends says so.
const ITEMS: &[(&str, Proof)] = &[
    ("a SCIM 2.0 endpoint for users", Checks(&["users", "patch/replace-attribute"])),
    (
        "a SCIM 2.0 endpoint for groups (recommended; the validation's tests of groups are mandatory)",
        Checks(&["groups"]),
    ),
    ("25 requests a second (shown by --load)", Checks(&["transport/sustained-rate"])),
    (
        "a query without a match answers 200 with an empty list",
        Checks(&["query/no-match-empty-list", "groups/no-match-empty-list"]),
    ),
    (
        "users can be disabled or deleted",
        Checks(&["query/inactive-users-found", "users/reactivate-keeps-id", "users/delete-returns-204"]),
    ),
    ("schema discovery", Checks(&["discovery/schemas-list", "schemas/mapping-discoverable"])),
    ("several memberships in one PATCH (recommended)", Checks(&["groups/add-several-members"])),
    ("Bulk (recommended)", Checks(&["bulk"])),
    ("validation test Schema_Discoverability_Test", Test("T-Schema_Discoverability")),
    ("validation test SCIM_Null_Update_Test", Test("T-SCIM_Null_Update")),
    ("validation test SCIM_User_Create_Test", Test("T-SCIM_User_Create")),
    ("validation test SCIM_User_Update_Test", Test("T-SCIM_User_Update")),
    ("validation test SCIM_Group_Create_Test", Test("T-SCIM_Group_Create")),
    ("validation test SCIM_Group_Update_Test", Test("T-SCIM_Group_Update")),
    ("validation test SCIM_Update_Manager_Test", Test("T-SCIM_Update_Manager")),
    ("validation test SCIM_User_Pagination_Test", Test("T-SCIM_User_Pagination")),
    ("validation test SCIM_Group_Pagination_Test (optional)", Test("T-SCIM_Group_Pagination")),
    ("validation test Validate_Credentials_Test or Federated_Identity_Test", Test("T-Validate_Credentials")),
    ("the tests of Microsoft's public SCIM Validator", Checks(&["validator"])),
    (
        "OAuth 2.0 client credentials or workload identity federation; no basic authentication, no long-lived token",
        Attest,
    ),
    ("access tokens that expire between 60 minutes and six hours after they are issued", Attest),
    ("client secrets that expire after one to three years, and a rotation with two valid at once", Attest),
    ("customers get client id, client secret, token endpoint and SCIM endpoint", Attest),
    ("provisioning tested with a non-gallery application, and the validation's result attached", Attest),
    ("at least 100 customers in common on the non-gallery path", Attest),
    ("contacts for engineering and support", Attest),
    ("public documentation of the endpoint, its set-up and its limits", Attest),
    ("at least one app role, where the app signs users in by OpenID Connect", Attest),
    ("the compliance of each sovereign cloud that is asked for", Attest),
];

/// What the results show of each item.
pub(super) fn list(results: &[CheckResult]) -> Vec<Readiness> {
    ITEMS.iter().map(|(item, proof)| judge(item, proof, results)).collect()
}

fn judge(item: &'static str, proof: &Proof, results: &[CheckResult]) -> Readiness {
    let proving: Vec<&CheckResult> = results.iter().filter(|result| proves(proof, result)).collect();
    let with = |word| proving.iter().filter(move |result| result.verdict == word);
    let failed: Vec<Cow<'static, str>> =
        with(VerdictWord::Fail).filter(|r| r.severity >= Severity::Warning).map(|r| r.id.clone()).collect();
    let state = match proof {
        Attest => ReadinessState::Attest,
        _ if !failed.is_empty() => ReadinessState::Failed,
        _ if with(VerdictWord::Pass).next().is_some() => ReadinessState::Shown,
        _ => ReadinessState::NotShown,
    };
    let mut checks =
        if failed.is_empty() { proving.iter().map(|result| result.id.clone()).collect() } else { failed };
    checks.dedup();
    Readiness { item, state, checks }
}

fn proves(proof: &Proof, result: &CheckResult) -> bool {
    match proof {
        Checks(ids) => ids.iter().any(|id| *id == result.id || *id == result.area()),
        Test(row) => check::by_id(&result.id).is_some_and(|check| check.covers.contains(row)),
        Attest => false,
    }
}
