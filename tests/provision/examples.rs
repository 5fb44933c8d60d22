//! One example of each rule of the oracle, small enough to be checked by reading it.

use serde_json::{Value, json};

use crate::provision::history::{Clause, Directory, Edit, History, Settings};
use crate::provision::oracle::users::Standing;
use crate::provision::oracle::{Expected, expected, of_one};

const ROLE: &str = "role-pilot";
const OTHER: &str = "role-guest";

fn mira() -> Value {
    json!({"id": "u1", "userPrincipalName": "mira@contoso.example", "displayName": "Mira Solberg", "surname": "Solberg",
           "givenName": "Mira", "jobTitle": "Pilot", "mailNickname": "mira", "appRoleAssignments": [ROLE]})
}

fn tor() -> Value {
    json!({"id": "u2", "userPrincipalName": "tor@contoso.example", "surname": "Berg"})
}

fn with(mut object: Value, changes: Value) -> Value {
    for (name, value) in changes.as_object().expect("an object") {
        object[name] = value.clone();
    }
    object
}

fn crew(members: &[&str]) -> Value {
    json!({"id": "g1", "displayName": "Crew", "members": members, "appRoleAssignments": []})
}

fn set(id: &str, attribute: &str, value: Value) -> Edit {
    Edit::Set(id.into(), attribute.into(), value)
}

fn of(users: Vec<Value>, groups: Vec<Value>, cycles: Vec<Vec<Edit>>, settings: Settings) -> Expected {
    let roles = [(ROLE, "pilot"), (OTHER, "guest")];
    let app_roles = roles.map(|(id, value)| json!({"id": id, "value": value, "displayName": value})).to_vec();
    let initial = Directory { app_roles, users, groups };
    expected(&History { settings, initial, strangers: Vec::new(), cycles, deltas: Vec::new() })
}

fn everybody() -> Settings {
    Settings { scope_all: true, ..Settings::default() }
}

fn own_mapping() -> Settings {
    Settings { own_mapping: true, ..Settings::default() }
}

/// The value of a target attribute of the first user.
fn value<'a>(expected: &'a Expected, target: &str) -> Option<&'a str> {
    let account = expected.users[0].1.account.as_ref();
    account.and_then(|account| account.values.get(target)).map(String::as_str)
}

/// Whether the first user has an account, and whether it is active.
fn active(expected: &Expected) -> Option<bool> {
    expected.users[0].1.account.as_ref().map(|account| account.active)
}

fn manager(expected: &Expected) -> Option<&str> {
    let account = expected.users[0].1.account.as_ref()?;
    account.manager.as_ref().map(|(manager, _)| manager.as_str())
}

fn is_member(expected: &Expected, member: &str) -> bool {
    expected.groups[0].1.members.contains(member)
}

#[test]
fn mappings_flow() {
    let expected = of_one(mira(), vec![vec![set("u1", "jobTitle", json!("Captain"))]], Settings::default());
    assert_eq!(value(&expected, "userName"), Some("mira@contoso.example"));
    assert_eq!(value(&expected, "name.formatted"), Some("Mira Solberg"));
    assert_eq!(value(&expected, "title"), Some("Captain"));
}

#[test]
fn nulls_do_not_flow() {
    let cleared = vec![vec![set("u1", "jobTitle", Value::Null)]];
    assert_eq!(value(&of_one(mira(), cleared, Settings::default()), "title"), Some("Pilot"));
}

#[test]
fn a_change_of_letter_case_alone_does_not_flow() {
    let shouted = vec![vec![set("u1", "jobTitle", json!("PILOT"))]];
    assert_eq!(value(&of_one(mira(), shouted, Settings::default()), "title"), Some("Pilot"));
}

#[test]
fn defaults_flow_on_creation_only() {
    let untitled = with(mira(), json!({"jobTitle": null}));
    assert_eq!(value(&of_one(untitled, vec![], own_mapping()), "title"), Some("Staff"));
    let cleared = vec![vec![set("u1", "jobTitle", Value::Null)]];
    assert_eq!(value(&of_one(mira(), cleared, own_mapping()), "title"), Some("Pilot"));
}

#[test]
fn creation_only_attributes_stay_as_they_were_created() {
    let moves = vec![vec![set("u1", "city", json!("Bodø"))]];
    let from_bergen = with(mira(), json!({"city": "Bergen"}));
    let expected = of_one(from_bergen, moves.clone(), own_mapping());
    assert_eq!(value(&expected, "nickName"), Some("Bergen"));
    assert_eq!(value(&expected, "addresses[type eq \"work\"].locality"), Some("Bodø"));
    assert_eq!(value(&of_one(mira(), moves, own_mapping()), "nickName"), None);
}

#[test]
fn roles_are_only_ever_added() {
    let changes = vec![vec![Edit::Unassign("u1".into()), Edit::Assign("u1".into(), OTHER.into())]];
    let expected = of(vec![mira()], vec![], changes, own_mapping());
    let roles: Vec<&str> =
        expected.users[0].1.account.iter().flat_map(|account| &account.roles).map(String::as_str).collect();
    assert_eq!(roles, ["guest", "pilot"]);
}

#[test]
fn out_of_scope_is_not_created() {
    assert_eq!(active(&of(vec![tor()], vec![], vec![], Settings::default())), None);
    assert_eq!(active(&of(vec![tor()], vec![], vec![], everybody())), Some(true));
}

#[test]
fn disabled_users_who_were_never_provisioned_are_not_created() {
    let disabled = with(mira(), json!({"accountEnabled": false}));
    assert_eq!(active(&of_one(disabled.clone(), vec![], Settings::default())), None);
    let enabled = vec![vec![set("u1", "accountEnabled", json!(true))]];
    assert_eq!(active(&of_one(disabled, enabled, Settings::default())), Some(true));
}

#[test]
fn each_of_the_four_cases_disables() {
    let settings = || Settings {
        filters: vec![vec![Clause {
            attribute: "jobTitle".into(),
            operator: "EQUALS".into(),
            value: Some("Pilot".into()),
        }]],
        ..Settings::default()
    };
    let id = || "u1".to_owned();
    for edit in [
        Edit::Unassign(id()),
        set("u1", "jobTitle", json!("Clerk")),
        Edit::SoftDelete(id()),
        set("u1", "accountEnabled", json!(false)),
    ] {
        let expected = of_one(mira(), vec![vec![edit]], settings());
        assert_eq!(active(&expected), Some(false));
        assert_eq!(value(&expected, "title"), Some("Pilot"));
    }
}

#[test]
fn a_change_travels_with_disabling_and_flows_to_who_is_disabled_in_scope() {
    let leaves = || vec![set("u1", "accountEnabled", json!(false)), set("u1", "jobTitle", json!("Captain"))];
    assert_eq!(value(&of_one(mira(), vec![leaves()], Settings::default()), "title"), Some("Captain"));
    let later = vec![leaves(), vec![set("u1", "jobTitle", json!("Admiral"))]];
    let expected = of_one(mira(), later, Settings::default());
    assert_eq!((active(&expected), value(&expected, "title")), (Some(false), Some("Admiral")));
}

#[test]
fn in_the_recycle_bin_nothing_but_active_flows() {
    let renamed = || set("u1", "jobTitle", json!("Captain"));
    let binned = vec![vec![renamed(), Edit::SoftDelete("u1".into())]];
    assert_eq!(value(&of_one(mira(), binned.clone(), Settings::default()), "title"), Some("Pilot"));
    let restored = [binned, vec![vec![Edit::Restore("u1".into())]]].concat();
    assert_eq!(value(&of_one(mira(), restored, Settings::default()), "title"), Some("Captain"));
}

#[test]
fn a_restart_looks_at_everybody_anew() {
    let managed = with(mira(), json!({"manager": "u2"}));
    let late = vec![vec![Edit::Assign("u2".into(), ROLE.into())], vec![Edit::Restart]];
    assert_eq!(manager(&of(vec![managed, tor()], vec![], late, Settings::default())), Some("u2"));
}

#[test]
fn a_job_in_quarantine_runs_once_a_day() {
    let settings = Settings { threshold: Some(0), ..everybody() };
    let cycles = vec![
        vec![Edit::SoftDelete("u1".into())],
        vec![set("u2", "city", json!("Bodø"))],
        vec![set("u2", "city", Value::Null)],
    ];
    let expected = of(vec![mira(), tor()], vec![], cycles, settings);
    let city = expected.users[1]
        .1
        .account
        .as_ref()
        .map(|account| account.values.contains_key("addresses[type eq \"work\"].locality"));
    assert_eq!(city, Some(false));
}

#[test]
fn without_a_mapping_of_active_leaving_the_scope_deletes() {
    let settings = Settings { disables: false, ..own_mapping() };
    let away = || vec![Edit::Unassign("u1".into())];
    assert_eq!(active(&of_one(mira(), vec![away()], settings.clone())), None);
    let back = vec![away(), vec![Edit::Assign("u1".into(), ROLE.into())]];
    assert_eq!(active(&of_one(mira(), back, settings)), Some(true));
}

#[test]
fn a_rejoiner_is_restored() {
    let there_and_back = vec![vec![Edit::SoftDelete("u1".into())], vec![Edit::Restore("u1".into())]];
    assert_eq!(active(&of_one(mira(), there_and_back, Settings::default())), Some(true));
}

#[test]
fn a_hard_delete_removes() {
    let gone = || vec![vec![Edit::Purge("u1".into())]];
    assert_eq!(active(&of_one(mira(), gone(), Settings::default())), None);
    let kept = Settings { deletes_users: false, ..Settings::default() };
    assert_eq!(active(&of_one(mira(), gone(), kept)), Some(true));
    let after_a_soft_delete = vec![vec![Edit::SoftDelete("u1".into())], vec![Edit::Purge("u1".into())]];
    assert_eq!(active(&of_one(mira(), after_a_soft_delete, Settings::default())), None);
}

#[test]
fn unassigned_users_are_no_longer_managed() {
    let unassigned = || vec![Edit::Unassign("u1".into())];
    let expected =
        of_one(mira(), vec![unassigned(), vec![set("u1", "jobTitle", json!("Clerk"))]], Settings::default());
    assert_eq!((active(&expected), value(&expected, "title")), (Some(false), Some("Pilot")));
    let expected = of_one(mira(), vec![unassigned(), vec![Edit::Purge("u1".into())]], Settings::default());
    assert_eq!(active(&expected), Some(false));
}

#[test]
fn out_of_scope_deletions_can_be_skipped() {
    let settings = || Settings { skip_out_of_scope_deletions: true, ..Settings::default() };
    assert_eq!(active(&of_one(mira(), vec![vec![Edit::Unassign("u1".into())]], settings())), Some(true));
    assert_eq!(active(&of_one(mira(), vec![vec![Edit::SoftDelete("u1".into())]], settings())), Some(false));
}

#[test]
fn default_access_entitles_unless_it_is_excluded() {
    let user = with(mira(), json!({"appRoleAssignments": ["00000000-0000-0000-0000-000000000000"]}));
    assert_eq!(active(&of_one(user.clone(), vec![], Settings::default())), Some(true));
    let excluded = Settings { default_access: false, ..Settings::default() };
    assert_eq!(active(&of_one(user, vec![], excluded)), None);
}

#[test]
fn direct_members_of_an_assigned_group_are_in_scope_and_nested_ones_are_not() {
    let assigned = with(crew(&["g2", "u2"]), json!({"appRoleAssignments": [ROLE]}));
    let inner = json!({"id": "g2", "displayName": "Inner", "members": ["u1"], "appRoleAssignments": []});
    let users = vec![with(mira(), json!({"appRoleAssignments": []})), tor()];
    let expected = of(users, vec![inner, assigned], vec![], Settings::default());
    assert_eq!(active(&expected), None);
    assert!(expected.user("u2").is_some_and(|life| life.account.is_some()));
    assert!(expected.group("g2").is_some_and(|life| life.values.is_none()));
}

#[test]
fn filters_are_false_for_what_has_no_value() {
    let filter = |operator: &str| Settings {
        filters: vec![vec![Clause {
            attribute: "department".into(),
            operator: operator.into(),
            value: Some("Sales".into()),
        }]],
        ..Settings::default()
    };
    assert_eq!(active(&of_one(mira(), vec![], filter("NOT EQUALS"))), None);
    assert_eq!(active(&of_one(mira(), vec![], filter("IS NULL"))), Some(true));
    let at_sea = with(mira(), json!({"department": "Sea"}));
    assert_eq!(active(&of_one(at_sea, vec![], filter("NOT EQUALS"))), Some(true));
}

#[test]
fn existing_accounts_are_matched_and_a_create_only_job_does_not_touch_them() {
    let stranger =
        json!({"userName": "MIRA@contoso.example", "active": true, "title": "Old hand", "nickName": "M"});
    let initial = Directory { users: vec![mira()], ..Directory::default() };
    let history = |create_only| History {
        settings: Settings { create_only, ..Settings::default() },
        initial: initial.clone(),
        strangers: vec![stranger.clone()],
        cycles: vec![vec![Edit::Unassign("u1".into())]],
        deltas: Vec::new(),
    };
    let matched = expected(&history(false));
    assert_eq!((value(&matched, "title"), active(&matched)), (Some("Pilot"), Some(false)));
    assert_eq!(value(&matched, "userName"), Some("MIRA@contoso.example"));
    assert_eq!(value(&matched, "nickName"), Some("M"));
    let untouched = expected(&history(true));
    assert_eq!((value(&untouched, "title"), active(&untouched)), (Some("Old hand"), Some(true)));
}

#[test]
fn a_cleared_manager_stays() {
    let managed = with(mira(), json!({"manager": "u2"}));
    let cleared = vec![vec![set("u1", "manager", Value::Null)]];
    let expected = of(vec![managed, tor()], vec![], cleared, everybody());
    assert_eq!(manager(&expected), Some("u2"));
}

#[test]
fn a_manager_out_of_scope_is_not_sent_and_not_noticed_until_the_user_changes() {
    let managed = with(mira(), json!({"manager": "u2"}));
    let assign = vec![Edit::Assign("u2".into(), ROLE.into())];
    let expected = of(vec![managed.clone(), tor()], vec![], vec![assign.clone()], Settings::default());
    assert_eq!(manager(&expected), None);
    let change = vec![set("u1", "jobTitle", json!("Captain"))];
    let expected = of(vec![managed, tor()], vec![], vec![assign, change], Settings::default());
    assert_eq!(manager(&expected), Some("u2"));
}

#[test]
fn late_scope_entry_of_a_member_is_not_noticed_until_its_group_changes() {
    let group = with(crew(&["u1", "u2"]), json!({"displayName": "Crew"}));
    let scope = || Settings {
        scope_all: true,
        filters: vec![vec![Clause {
            attribute: "jobTitle".into(),
            operator: "IS NOT NULL".into(),
            value: None,
        }]],
        ..Settings::default()
    };
    let enters = vec![set("u2", "jobTitle", json!("Clerk"))];
    let expected = of(vec![mira(), tor()], vec![group.clone()], vec![enters.clone()], scope());
    assert!(is_member(&expected, "u1") && !is_member(&expected, "u2"));
    let renamed = vec![set("g1", "displayName", json!("Harbour crew"))];
    let expected = of(vec![mira(), tor()], vec![group], vec![enters, renamed], scope());
    assert!(is_member(&expected, "u2"));
}

#[test]
fn who_is_in_scope_and_not_there_yet_is_waited_for() {
    let disabled = with(tor(), json!({"accountEnabled": false}));
    let managed = with(mira(), json!({"manager": "u2"}));
    let enabled = vec![vec![set("u2", "accountEnabled", json!(true))]];
    let users = || vec![managed.clone(), disabled.clone()];
    let never = of(users(), vec![crew(&["u2"])], vec![], everybody());
    assert!(manager(&never).is_none() && !is_member(&never, "u2"));
    let later = of(users(), vec![crew(&["u2"])], enabled, everybody());
    assert!(manager(&later) == Some("u2") && is_member(&later, "u2"));
}

#[test]
fn memberships_survive_disabling_and_end_with_the_account() {
    let users = || vec![mira(), tor()];
    let disabled = vec![set("u1", "accountEnabled", json!(false))];
    assert!(is_member(&of(users(), vec![crew(&["u1"])], vec![disabled], everybody()), "u1"));
    let gone = vec![Edit::Purge("u1".into())];
    assert!(!is_member(&of(users(), vec![crew(&["u1"])], vec![gone], everybody()), "u1"));
}

#[test]
fn an_unassigned_group_is_deleted() {
    let assigned = with(crew(&["u1"]), json!({"appRoleAssignments": [ROLE]}));
    let unassign = vec![vec![Edit::Unassign("g1".into())]];
    let expected = of(vec![mira()], vec![assigned], unassign, Settings::default());
    assert!(expected.groups[0].1.values.is_none());
}

#[test]
fn staged_deletes_stay_until_they_are_allowed() {
    let settings = || Settings { threshold: Some(1), ..everybody() };
    let leave = || vec![Edit::SoftDelete("u1".into()), Edit::SoftDelete("u2".into())];
    let standings = |expected: &Expected| [0, 1].map(|user| expected.users[user].1.standing);
    let staged = of(vec![mira(), tor()], vec![], vec![leave(), vec![]], settings());
    assert_eq!(standings(&staged), [Standing::Disabled, Standing::Managed]);
    let allowed = of(vec![mira(), tor()], vec![], vec![leave(), vec![Edit::AllowDeletes]], settings());
    assert_eq!(standings(&allowed), [Standing::Disabled, Standing::Disabled]);
}
