//! Cycles against the reference tenant, over loopback: every request, what the log says, what the tenant ends with.

mod job;
mod proxy;

use job::{Job, group, id, user};
use proxy::Disturbance;
use scimproof::entra::Dialect;
use scimproof::provision::cycle::on_demand::Subject;
use scimproof::provision::cycle::{CycleKind, End, QuarantineChange};
use scimproof::provision::scope::{Clause, Filter};
use serde_json::json;

/// Alice manages Bob; Carol is disabled, Dora is not assigned; both crews have members.
fn contoso() -> (Vec<serde_json::Value>, Vec<serde_json::Value>) {
    let mut bob = user(2, "Bob Berg");
    bob["manager"] = json!({ "id": id(1) });
    bob["jobTitle"] = json!("Pilot");
    let mut carol = user(3, "Carol Dahl");
    carol["accountEnabled"] = json!(false);
    let mut dora = user(4, "Dora Lund");
    dora["appRoleAssignments"] = json!([]);
    let groups = vec![group(11, "Harbour crew", &[1, 2, 4]), group(12, "Quay crew", &[11])];
    let mut groups = groups;
    groups[0]["appRoleAssignments"] = json!(["00000000-0000-0000-0000-000000000000"]);
    // Dora would be assigned by a group that is; this one is not.
    groups.push(json!({"id": id(13), "displayName": "Guests", "members": [id(4)], "appRoleAssignments": []}));
    groups[0]["members"] = json!([id(1), id(2)]);
    (vec![user(1, "Alice Solberg"), bob, carol, dora], groups)
}

async fn provisioned() -> Job {
    let (users, groups) = contoso();
    let mut job = Job::new(users, groups).await;
    let result = job.cycle().await;
    assert_eq!((result.kind, result.end), (CycleKind::Initial, End::Complete), "{}", job.story());
    job
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_initial_cycle() {
    for dialect in [Dialect::Default, Dialect::Compliant] {
        let (users, groups) = contoso();
        let mut job = Job { dialect, ..Job::new(users, groups).await };
        let result = job.cycle().await;
        assert_eq!((result.kind, result.number), (CycleKind::Initial, 1));
        insta::assert_snapshot!(format!("initial_{dialect}"), job.proxy.sent());
        if dialect == Dialect::Default {
            insta::assert_snapshot!("initial_log", job.story());
            insta::assert_snapshot!("initial_users", job.tenant_has("Users").await);
            insta::assert_snapshot!("initial_groups", job.tenant_has("Groups").await);
        }
        let again = job.cycle().await;
        assert_eq!(
            (again.kind, again.number, again.tally.requests),
            (CycleKind::Incremental, 2, 0),
            "{}",
            job.proxy.sent()
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn changes_of_the_directory() {
    for dialect in [Dialect::Default, Dialect::Compliant] {
        let mut job = provisioned().await;
        job.dialect = dialect;
        job.proxy.sent();
        let mut sent = Vec::new();
        let mut step = async |job: &mut Job, what: &str| {
            job.cycle().await;
            sent.push(format!("--- {what}\n{}", job.proxy.sent()));
        };
        let bob = job.user(2);
        (bob["surname"], bob["displayName"], bob["department"]) =
            (json!("Vik"), json!("Bob Vik"), json!("Quay"));
        step(&mut job, "a rename and a new department").await;
        job.user(2)["jobTitle"] = json!(null);
        step(&mut job, "a value that is gone does not flow").await;
        job.user(1)["manager"] = json!({ "id": id(2) });
        job.user(2)["manager"] = json!(null);
        step(&mut job, "a manager").await;
        job.user(2)["accountEnabled"] = json!(false);
        step(&mut job, "disabled in the directory").await;
        job.user(2)["accountEnabled"] = json!(true);
        step(&mut job, "enabled again").await;
        job.user(1)["appRoleAssignments"] = json!([]);
        job.group(11)["appRoleAssignments"] = json!([]);
        step(&mut job, "neither Alice nor the crew is assigned any more").await;
        job.user(1)["appRoleAssignments"] = json!(["00000000-0000-0000-0000-000000000000"]);
        step(&mut job, "Alice is back").await;
        job.group(12)["displayName"] = json!("Quay crew A");
        job.group(12)["members"] = json!([id(1), id(2)]);
        step(&mut job, "a group is renamed and gets members").await;
        job.group(12)["members"] = json!([id(1)]);
        step(&mut job, "a member leaves").await;
        job.user(2)["deletedDateTime"] = json!("2026-03-02T00:00:00Z");
        step(&mut job, "soft-deleted").await;
        job.user(1)["manager"] = json!(null);
        job.group(11)["members"] = json!([id(1)]);
        job.remove(2);
        step(&mut job, "purged").await;
        insta::assert_snapshot!(format!("changes_{dialect}"), sent.join("\n"));
        if dialect == Dialect::Default {
            insta::assert_snapshot!("changes_users", job.tenant_has("Users").await);
            insta::assert_snapshot!("changes_groups", job.tenant_has("Groups").await);
            insta::assert_snapshot!("changes_log", job.story());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_that_exists_is_matched_and_changed() {
    let mut job = Job::new(vec![user(1, "Alice Solberg")], vec![]).await;
    job.create(
        "Users",
        json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "userName": "ALICE@contoso.example", "displayName": "Al", "active": false}),
    )
    .await;
    let service = job.service();
    job.import();
    let now = job.now;
    let survey = service.survey(job.state(), now).await.unwrap();
    assert_eq!((survey.created, survey.changed), (0, 1));
    job.proxy.sent();
    job.cycle().await;
    insta::assert_snapshot!(job.proxy.sent());
    assert_eq!(job.counts().linked_users, 1);
    job.delete("Users", "ALICE").await;
    job.user(1)["displayName"] = json!("Alice S");
    job.cycle().await;
    assert!(job.story().ends_with("2 Update Failure alice InvalidAnchor"), "{}", job.story());
    assert_eq!(job.counts().linked_users, 1, "the link stays until a restart resets it");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_survey_sees_changed_filters_and_references() {
    let mut job = Job::new(vec![user(1, "Alice Solberg"), user(2, "Bob Berg")], vec![]).await;
    job.cycle().await;
    job.user(2)["manager"] = json!({ "id": id(1) });
    job.import();
    let (service, now) = (job.service(), job.now);
    assert_eq!(service.survey(job.state(), now).await.unwrap().references, 1);
    job.cycle().await;
    let clause = Clause::new("displayName", "EQUALS", Some("Alice Solberg")).unwrap();
    job.mappings.user.filters.groups.push(Filter { title: "Alice".into(), clauses: vec![clause] });
    job.import();
    let (service, now) = (job.service(), job.now);
    let survey = service.survey(job.state(), now).await.unwrap();
    assert_eq!((survey.disabled, survey.references), (1, 1), "another filter asks for every reference anew");
    let result = job.cycle().await;
    assert_eq!(
        (result.tally.disabled, result.kind),
        (1, CycleKind::Initial),
        "asked or not, it is the same cycle"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn create_only_never_touches_what_was_there() {
    let mut job =
        Job::new(vec![user(1, "Alice Solberg"), user(2, "Bob Berg")], vec![group(11, "Crew", &[1, 2])]).await;
    job.settings.create_only = true;
    job.create(
        "Users",
        json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "userName": "alice@contoso.example", "displayName": "Al"}),
    )
    .await;
    job.cycle().await;
    job.user(1)["displayName"] = json!("Alice S");
    job.user(2)["displayName"] = json!("Bob B");
    job.cycle().await;
    job.remove(1);
    job.remove(2);
    job.group(11)["members"] = json!([]);
    job.proxy.sent();
    job.cycle().await;
    insta::assert_snapshot!(format!("{}\n{}", job.story(), job.proxy.sent()));
    assert!(job.tenant_has("Users").await.contains("alice"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_accounts_for_one_user_and_two_users_for_one_account() {
    let mut twin = user(2, "Alice Berg");
    twin["mailNickname"] = json!("alice2");
    let mut job = Job::new(vec![user(1, "Alice Solberg"), twin, user(3, "Carol Dahl")], vec![]).await;
    job.proxy.disturb(|method, path| {
        let two = r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":2,"Resources":[{"id":"1"},{"id":"2"}]}"#;
        (method == "GET" && path.contains("carol")).then_some(Disturbance::Answer(200, None, two))
    });
    job.cycle().await;
    insta::assert_snapshot!(job.story());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_answer_creates_nobody_twice() {
    for create_only in [false, true] {
        let mut job = Job::new(vec![user(1, "Alice Solberg")], vec![]).await;
        job.settings.create_only = create_only;
        job.proxy.disturb(|method, _| (method == "POST").then_some(Disturbance::LostAnswer));
        job.cycle().await;
        assert_eq!((job.counts().linked_users, job.counts().escrowed), (0, 1), "{}", job.story());
        job.proxy.heal();
        job.proxy.sent();
        // Renamed in between: the old name finds what the lost request created.
        job.user(1)["userPrincipalName"] = json!("alice.berg@contoso.example");
        job.cycle().await;
        insta::assert_snapshot!("lost_answer", job.proxy.sent());
        assert_eq!(job.tenant_has("Users").await, "alice.berg");
        assert_eq!((job.counts().linked_users, job.counts().escrowed), (1, 0), "{}", job.story());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_left_after_a_lost_answer_is_deleted() {
    let mut job = Job::new(vec![user(1, "Alice Solberg")], vec![]).await;
    job.proxy.disturb(|method, _| (method == "POST").then_some(Disturbance::LostAnswer));
    job.cycle().await;
    job.proxy.heal();
    job.remove(1);
    job.cycle().await;
    assert_eq!(job.tenant_has("Users").await, "");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn failures_are_tried_again_and_heal() {
    let mut job =
        Job::new(vec![user(1, "Alice Solberg"), user(2, "Bob Berg"), user(3, "Carol Dahl")], vec![]).await;
    job.proxy.disturb(|method, path| match (method, path) {
        ("POST", _) => Some(Disturbance::Status(409)),
        ("GET", path) if path.contains("bob") => Some(Disturbance::Status(503)),
        ("GET", path) if path.contains("carol") => Some(Disturbance::Answer(200, None, "<html>")),
        _ => None,
    });
    let result = job.cycle().await;
    assert_eq!((result.tally.failed, &result.end, job.counts().escrowed), (3, &End::Complete, 3));
    job.proxy.heal();
    job.proxy.sent();
    job.cycle().await;
    assert_eq!(
        job.tenant_has("Users").await,
        "bob",
        "only what the tenant caused is tried in the next cycle"
    );
    job.hours_pass(6);
    job.cycle().await;
    assert_eq!(job.tenant_has("Users").await, "alice\nbob\ncarol");
    insta::assert_snapshot!(job.story());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_manager_as_text_fails_the_user() {
    let mut job = Job::new(vec![user(1, "Alice Solberg")], vec![]).await;
    job.proxy.disturb(|method, _| {
        (method == "POST").then_some(Disturbance::Rewritten(|mut body| {
            body["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"] = json!({ "manager": "u-31" });
            body
        }))
    });
    job.cycle().await;
    let entry = job.log().pop().unwrap();
    assert_eq!(entry.code.unwrap(), "SystemForCrossDomainIdentityManagementServiceIncompatible");
    assert!(entry.reason.unwrap().contains("manager is not an object"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_credential_stops_the_cycle() {
    let users = (1..=20).map(|number| user(number, &format!("U{number} Test"))).collect();
    let mut job = Job::new(users, vec![]).await;
    job.settings.jobs = 4;
    job.proxy.disturb(|method, path| {
        (method == "GET" && path.contains("u10%40")).then_some(Disturbance::Status(401))
    });
    let result = job.cycle().await;
    assert!(matches!(&result.end, End::Halted(trouble) if trouble.status == Some(401)), "{:?}", result.end);
    assert_eq!(result.change, QuarantineChange::Entered);
    let quarantine = result.quarantine.unwrap();
    assert_eq!(quarantine.code, "SystemForCrossDomainIdentityManagementInvalidCredentials");
    assert!(job.counts().linked_users < 20);
    job.proxy.heal();
    let result = job.cycle().await;
    assert_eq!(
        (result.change, result.kind, &result.end),
        (QuarantineChange::Left, CycleKind::Initial, &End::Complete)
    );
    assert_eq!(job.counts().linked_users, 20);
    assert_eq!(job.all("Users").await.len(), 20);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn deletions_beyond_the_threshold_wait() {
    let users = (1..=8).map(|number| user(number, &format!("U{number} Test"))).collect();
    let mut job = Job::new(users, vec![]).await;
    job.settings.deletion_threshold = Some(3);
    job.cycle().await;
    for number in 1..=3 {
        job.remove(number);
    }
    for number in 4..=6 {
        job.user(number)["accountEnabled"] = json!(false);
    }
    let result = job.cycle().await;
    assert_eq!((result.tally.deleted, result.tally.disabled, result.tally.staged), (3, 0, 3));
    assert_eq!(result.quarantine.unwrap().code, "TooManyDeletes");
    // One of the three comes back; the others go on waiting.
    job.user(4)["accountEnabled"] = json!(true);
    let result = job.cycle().await;
    assert_eq!((result.change, result.tally.staged, job.counts().staged), (QuarantineChange::None, 2, 2));
    scimproof::provision::cycle::allow_deletions(job.state()).unwrap();
    let result = job.cycle().await;
    assert_eq!((result.tally.disabled, result.change, job.counts().staged), (2, QuarantineChange::Left, 0));
    insta::assert_snapshot!(format!("{}\n\n{}", job.story(), job.tenant_has("Users").await));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn too_many_requests_in_both_readings() {
    use scimproof::provision::job::TooManyRequests;
    use std::sync::atomic::{AtomicBool, Ordering};
    for (reading, requests, escrowed) in
        [(TooManyRequests::RetryAfter, 3, 0), (TooManyRequests::NextCycle, 1, 1)]
    {
        let mut job = Job::new(vec![user(1, "Alice Solberg")], vec![]).await;
        job.settings.too_many_requests = reading;
        let once = AtomicBool::new(true);
        job.proxy.disturb(move |_, _| {
            once.swap(false, Ordering::SeqCst).then_some(Disturbance::Answer(
                429,
                Some(("retry-after", "0")),
                "{}",
            ))
        });
        job.cycle().await;
        assert_eq!((job.proxy.count(), job.counts().escrowed), (requests, escrowed));
        job.cycle().await;
        assert_eq!(job.tenant_has("Users").await, "alice");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn references_wait_for_what_is_in_scope() {
    let mut bob = user(2, "Bob Berg");
    bob["manager"] = json!({ "id": id(1) });
    let mut job = Job::new(vec![user(1, "Alice Solberg"), bob], vec![group(11, "Crew", &[1, 2])]).await;
    job.proxy.disturb(|method, path| {
        (method == "GET" && path.contains("alice")).then_some(Disturbance::Status(400))
    });
    job.cycle().await;
    assert_eq!(job.tenant_has("Groups").await, "Crew members=bob");
    assert_eq!((job.counts().escrowed, job.counts().escrowed_references), (1, 2), "{}", job.story());
    job.proxy.heal();
    job.hours_pass(6);
    job.cycle().await;
    assert_eq!(job.tenant_has("Groups").await, "Crew members=alice,bob");
    assert!(job.tenant_has("Users").await.contains("bob manager=alice"));
    assert_eq!(job.counts().escrowed_references, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_is_kept_for_thirty_days() {
    let mut job = Job::new(vec![user(1, "Alice Solberg")], vec![]).await;
    job.cycle().await;
    job.hours_pass(29 * 24);
    job.user(1)["displayName"] = json!("Alice S");
    job.cycle().await;
    assert_eq!(job.story(), "1 Create Success alice\n2 Update Success alice");
    job.hours_pass(24);
    job.cycle().await;
    assert_eq!(job.story(), "2 Update Success alice");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restart_corrects_managers_and_members() {
    use scimproof::provision::state::Reset;
    let mut job = provisioned().await;
    let alice = job.id_of("Users", "alice").await;
    let bob = job.id_of("Users", "bob").await;
    let crew = job.id_of("Groups", "Harbour crew").await;
    let manager = json!({ job::ENTERPRISE: { "manager": { "value": bob } } });
    job.patch("Users", &bob, json!([{ "op": "replace", "value": manager }])).await;
    let path = format!("members[value eq \"{alice}\"]");
    job.patch("Groups", &crew, json!([{ "op": "remove", "path": path }])).await;
    assert!(job.tenant_has("Groups").await.contains("Harbour crew members=bob"));
    job.state().reset(Reset { watermark: true, ..Reset::default() }).unwrap();
    job.proxy.sent();
    job.cycle().await;
    let sent = job.proxy.sent();
    assert!(job.tenant_has("Groups").await.contains("Harbour crew members=alice,bob"), "{sent}");
    assert!(job.tenant_has("Users").await.contains("bob title=Pilot manager=alice"), "{sent}");
    assert!(sent.contains(r#""op":"Replace""#) && !sent.contains(r#""op":"Add","path":"urn"#), "{sent}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_manager_of_a_matched_account_is_replaced() {
    let (users, _) = contoso();
    let mut job = Job::new(users, vec![]).await;
    job.create(
        "Users",
        json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "x@contoso.example"}),
    )
    .await;
    let other = job.id_of("Users", "x").await;
    job.create(
        "Users",
        json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", job::ENTERPRISE],
        "userName": "bob@contoso.example", job::ENTERPRISE: { "manager": { "value": other } }}),
    )
    .await;
    job.cycle().await;
    let sent = job.proxy.sent();
    assert!(job.tenant_has("Users").await.contains("bob title=Pilot manager=alice"), "{sent}");
    let writes: Vec<&str> = sent.lines().filter(|line| line.contains("User:manager\"")).collect();
    assert_eq!(writes.len(), 1, "{sent}");
    assert!(writes[0].contains(r#""op":"Replace""#), "{sent}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_member_who_left_after_a_lost_answer_is_removed() {
    let mut job =
        Job::new(vec![user(1, "Alice Solberg"), user(2, "Bob Berg")], vec![group(11, "Crew", &[1, 2])]).await;
    job.proxy.disturb(|method, _| (method == "PATCH").then_some(Disturbance::LostAnswer));
    job.cycle().await;
    assert_eq!(job.tenant_has("Groups").await, "Crew members=alice,bob");
    job.proxy.heal();
    job.group(11)["members"] = json!([id(1)]);
    job.cycle().await;
    assert_eq!(job.tenant_has("Groups").await, "Crew members=alice");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_members_travel_a_hundred_at_a_time() {
    let users: Vec<_> = (1..=250).map(|number| user(number, &format!("U{number} Test"))).collect();
    let members: Vec<u32> = (1..=250).collect();
    let mut job = Job::new(users, vec![group(1001, "Everybody", &members)]).await;
    job.settings.jobs = 4;
    job.cycle().await;
    assert_eq!(job.proxy.count(), 250 * 2 + 2 + 3);
    job.group(1001)["members"] = json!([id(1)]);
    job.cycle().await;
    let patches = job.proxy.sent().lines().filter(|line| line.starts_with("PATCH")).count();
    assert_eq!(patches, 3, "three times up to a hundred removals");
    assert_eq!(job.tenant_has("Groups").await, "Everybody members=u1");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn members_are_worked_on_page_by_page() {
    use scimproof::provision::object::Kind;
    use scimproof::provision::rules::Standing;
    use scimproof::provision::state::Done;
    let users = (1..=1_050).map(|number| user(number, &format!("U{number} Test"))).collect();
    let members: Vec<u32> = (1..=1_050).collect();
    let mut job = Job::new(users, vec![group(5001, "Everybody", &members)]).await;
    job.import();
    let now = job.now;
    let done = |row: scimproof::provision::state::Row| Done {
        link: Some(Some(format!("t-{}", row.row))),
        standing: Some(Standing::Managed),
        references_due: Some(false),
        worked: true,
        row: row.row,
        ..Done::default()
    };
    let rows = job.state().due(Kind::User, now, 0, 2_000).unwrap();
    job.state().finish(&rows.into_iter().map(done).collect::<Vec<_>>()).unwrap();
    job.proxy.disturb(|method, _| (method == "PATCH").then_some(Disturbance::Answer(204, None, "")));
    let result = job.cycle().await;
    assert_eq!((result.tally.references, result.end), (1, End::Complete), "{}", job.story());
    let patches = job.proxy.sent().lines().filter(|line| line.starts_with("PATCH")).count();
    assert_eq!(patches, 11);
    assert_eq!(
        job.story(),
        "1 Create Success Everybody\n1 Update Success Everybody\n1 Update Success Everybody"
    );
    let group = job.state().by_id(&id(5001)).unwrap().unwrap();
    assert_eq!(group.intent, None);
    assert!(job.state().open_members(group.row, 0, 9).unwrap().is_empty());
    assert_eq!(job.cycle().await.tally.requests, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_that_passes_on_to_somebody_new() {
    let mut job = Job::new(vec![user(1, "Alice Solberg")], vec![]).await;
    job.settings.jobs = 4;
    job.cycle().await;
    // Purged, and somebody new has the same name: the old account goes first.
    job.remove(1);
    job.directory["users"].as_array_mut().unwrap().push(user(7, "Alice Lund"));
    job.cycle().await;
    assert_eq!(job.all("Users").await.len(), 1);
    assert_eq!(job.all("Users").await[0]["displayName"], "Alice Lund");
    assert_eq!(job.counts().linked_users, 1, "{}", job.story());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_filters_begin_an_initial_cycle() {
    use scimproof::provision::scope::{Clause, Filter, Filters};
    let mut job = provisioned().await;
    let clause = Clause::new("givenName", "NOT EQUALS", Some("Bob")).unwrap();
    job.mappings.user.filters =
        Filters { groups: vec![Filter { title: "no Bob".into(), clauses: vec![clause] }] };
    let result = job.cycle().await;
    assert_eq!((result.kind, result.tally.disabled), (CycleKind::Initial, 1), "{}", job.story());
    assert!(job.tenant_has("Users").await.contains("bob disabled"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stopped_cycle_is_carried_on() {
    use scimproof::stop::{Reason, Stop};
    let users = (1..=30).map(|number| user(number, &format!("U{number} Test"))).collect();
    let mut job = Job::new(users, vec![]).await;
    let stop = std::sync::Arc::clone(&job.stop);
    let posts = std::sync::atomic::AtomicUsize::new(0);
    job.proxy.disturb(move |method, _| {
        if method == "POST" && posts.fetch_add(1, std::sync::atomic::Ordering::SeqCst) == 14 {
            stop.request(Reason::Interrupt);
        }
        None
    });
    let result = job.cycle().await;
    assert_eq!(result.end, End::Interrupted);
    assert_eq!(job.counts().linked_users, 15, "what is under way is finished");
    job.stop = std::sync::Arc::new(Stop::default());
    job.proxy.heal();
    let result = job.cycle().await;
    assert_eq!((result.number, result.kind, result.end), (1, CycleKind::Initial, End::Complete));
    assert_eq!(job.all("Users").await.len(), 30);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_demand_shows_four_steps() {
    let (users, groups) = contoso();
    let mut job = Job { dialect: Dialect::Compliant, ..Job::new(users, groups).await };
    job.import();
    let (service, now) = (job.service(), job.now);
    let subject = |job: &mut Job, number: u32| {
        let row = job.state().by_id(&id(number)).unwrap().unwrap();
        Subject { row, members: Vec::new() }
    };
    let alice = subject(&mut job, 1);
    let shown = service.on_demand(job.state(), alice.clone(), now, true).await.unwrap();
    assert_eq!((job.proxy.count(), shown.entries.len()), (0, 0), "a dry run sends nothing");
    insta::assert_json_snapshot!("on_demand_dry_run", (shown.steps, shown.body));
    let shown = service.on_demand(job.state(), alice, now, false).await.unwrap();
    insta::assert_json_snapshot!("on_demand", shown.steps, { "[].details[1][1]" => "…", "[].details[2][1]" => "…" });
    insta::assert_snapshot!("on_demand_requests", job.proxy.sent());
    let (dora, bob) = (subject(&mut job, 4), subject(&mut job, 2));
    let shown = service.on_demand(job.state(), dora, now, false).await.unwrap();
    insta::assert_json_snapshot!("on_demand_out_of_scope", shown.steps);
    service.on_demand(job.state(), bob.clone(), now, false).await.unwrap();
    let mut crew = subject(&mut job, 11);
    crew.members = vec![subject(&mut job, 2).row];
    service.on_demand(job.state(), crew, now, false).await.unwrap();
    assert_eq!(job.tenant_has("Groups").await, "Harbour crew members=bob");
    job.proxy.sent();
    job.cycle().await;
    assert!(
        job.tenant_has("Groups").await.contains("Harbour crew members=alice,bob"),
        "{}",
        job.proxy.sent()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn test_connection_asks_for_nobody() {
    let mut job = Job::new(vec![], vec![]).await;
    let service = job.service();
    service.test_connection("f3b9d1e0-6a52-4c0e-9a1b-2d7741c0be55").await.unwrap();
    insta::assert_snapshot!(job.proxy.sent());
    for (status, code) in [
        (401, "SystemForCrossDomainIdentityManagementCredentialValidationFailure"),
        (403, "SystemForCrossDomainIdentityManagementCredentialValidationUnavailable"),
        (404, "SystemForCrossDomainIdentityManagementCredentialValidationUnavailable"),
        (500, "SystemForCrossDomainIdentityManagementCredentialValidationUnavailable"),
    ] {
        job.proxy.disturb(move |_, _| Some(Disturbance::Status(status)));
        assert_eq!(service.test_connection("guid").await.unwrap_err().code, code, "{status}");
    }
    assert!(job.state().counts().is_ok());
}

/// A state that is put down in the middle of a cycle, as a killed process leaves it.
async fn killed_at(job: &mut Job, what: &'static str) {
    let (hit, mut hits) = tokio::sync::mpsc::unbounded_channel();
    job.proxy.disturb(move |method, path| {
        if method == what || path.contains(what) {
            let _ = hit.send(());
        }
        None
    });
    tokio::select! {
        biased;
        _ = hits.recv() => {}
        _ = job.cycle() => panic!("the cycle ends first"),
    }
    job.proxy.heal();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn accounts_that_were_there_stay_after_a_crash_in_the_look_ups() {
    let users: Vec<_> = (1..=20).map(|number| user(number, &format!("U{number} Test"))).collect();
    let mut job = Job::new(users, vec![]).await;
    for number in 1..=20 {
        job.create(
            "Users",
            json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
            "userName": format!("u{number}@contoso.example"), "displayName": "Before"}),
        )
        .await;
    }
    killed_at(&mut job, "u3%40").await;
    (1..=20).for_each(|number| job.remove(number));
    job.settings.deletion_threshold = None;
    job.proxy.sent();
    job.cycle().await;
    let sent = job.proxy.sent();
    assert!(!sent.contains("u20"), "nothing was written down for whom nobody created: {sent}");
    assert!(job.all("Users").await.len() >= 17, "{}", job.story());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn create_only_spares_accounts_matched_before() {
    let mut job = Job::new(vec![user(1, "Alice Solberg"), user(2, "Bob Berg")], vec![]).await;
    job.create(
        "Users",
        json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "userName": "alice@contoso.example", "displayName": "Al"}),
    )
    .await;
    job.cycle().await;
    job.settings.create_only = true;
    job.user(1)["jobTitle"] = json!("Pilot");
    job.user(2)["jobTitle"] = json!("Pilot");
    job.cycle().await;
    assert_eq!(job.tenant_has("Users").await, "alice\nbob title=Pilot");
    job.settings.create_only = false;
    job.user(1)["jobTitle"] = json!("Captain");
    job.cycle().await;
    assert_eq!(job.tenant_has("Users").await, "alice title=Captain\nbob title=Pilot");
    job.settings.create_only = true;
    job.remove(1);
    job.remove(2);
    job.cycle().await;
    assert_eq!(job.tenant_has("Users").await, "alice title=Captain");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_not_removed_leaves_room() {
    let users = (1..=8).map(|number| user(number, &format!("U{number} Test"))).collect();
    let mut job = Job::new(users, vec![]).await;
    job.settings.deletion_threshold = Some(3);
    job.cycle().await;
    (1..=5).for_each(|number| job.remove(number));
    let failures = std::sync::atomic::AtomicUsize::new(0);
    job.proxy.disturb(move |method, _| {
        let fails = method == "DELETE" && failures.fetch_add(1, std::sync::atomic::Ordering::SeqCst) < 2;
        fails.then_some(Disturbance::Status(400))
    });
    let result = job.cycle().await;
    assert_eq!(
        (result.tally.deleted, result.tally.failed, result.tally.staged),
        (3, 2, 0),
        "{}",
        job.story()
    );
    assert!(result.quarantine.is_none_or(|quarantine| quarantine.code != "TooManyDeletes"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_member_in_doubt_stays_in_doubt_after_a_refusal() {
    let mut job =
        Job::new(vec![user(1, "Alice Solberg"), user(2, "Bob Berg")], vec![group(11, "Crew", &[1, 2])]).await;
    job.proxy.disturb(|method, _| (method == "PATCH").then_some(Disturbance::LostAnswer));
    job.cycle().await;
    job.proxy.disturb(|method, _| (method == "PATCH").then_some(Disturbance::Status(400)));
    job.group(11)["members"] = json!([id(1)]);
    job.cycle().await;
    job.proxy.heal();
    job.group(11)["displayName"] = json!("Crew A");
    job.hours_pass(30);
    job.cycle().await;
    assert_eq!(job.tenant_has("Groups").await, "Crew A members=alice");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_shares_a_matching_value_is_named() {
    let mut twin = user(2, "Alice Berg");
    twin["mailNickname"] = json!("alice2");
    let mut job = Job::new(vec![user(1, "Alice Solberg"), twin], vec![]).await;
    job.cycle().await;
    let entry = job.log().into_iter().find(|entry| entry.code.is_some()).unwrap();
    let reason = entry.reason.unwrap();
    assert!(reason.contains("Another object in scope, 'alice@contoso.example', has"), "{reason}");
    assert!(reason.contains(", too. This operation was tried once"), "{reason}");
}
