//! Whatever way a directory took, the tables are those of its last version.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::super::sources;
use super::*;

/// What the tables say of the directory: present objects and declared roles, without due flags.
pub(super) fn dump(state: &State) -> Vec<String> {
    const SQL: &str = "
        SELECT 'object ' || kind || ' ' || id || ' ' || soft_deleted FROM objects WHERE present = 1
        UNION ALL SELECT 'manager ' || o.id || ' ' || h.id
            FROM managers m JOIN objects o ON o.row = m.row JOIN objects h ON h.row = m.manager
        UNION ALL SELECT 'member ' || g.id || ' ' || o.id
            FROM members m JOIN objects g ON g.row = m.group_row JOIN objects o ON o.row = m.member WHERE m.wanted = 1
        UNION ALL SELECT 'assigned ' || o.id || ' ' || r.id
            FROM assignments a JOIN objects o ON o.row = a.principal JOIN roles r ON r.number = a.role
        UNION ALL SELECT 'role ' || id || ' ' || declared || ' ' || value || ' ' || display_name
            FROM roles WHERE value IS NOT NULL
        UNION ALL SELECT 'digest ' || o.id FROM digests d JOIN objects o ON o.row = d.row
        UNION ALL SELECT 'waits ' || id FROM awaited_members UNION ALL SELECT 'waits ' || id FROM awaited_managers";
    let mut lines: Vec<String> =
        state.db.prepare(SQL).unwrap().query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut statement = state
        .db
        .prepare(
            "SELECT o.id, s.attributes FROM objects o JOIN sources s ON s.row = o.row WHERE o.present = 1",
        )
        .unwrap();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let (id, text): (String, String) = (row.get(0).unwrap(), row.get(1).unwrap());
        let attributes = sources::read(&text).unwrap();
        let sorted: BTreeMap<&str, &Value> = attributes.iter().collect();
        lines.push(format!("source {id} {sorted:?}"));
    }
    lines.sort();
    lines
}

/// Memberships whose mark disagrees with what it stands for.
fn wrong_marks(state: &State) -> i64 {
    let sql = "SELECT count(*) FROM members m JOIN objects o ON o.row = m.member WHERE m.open <>
        CASE m.wanted WHEN 1 THEN m.written IS NULL OR m.written IS NOT o.link ELSE m.written IS NOT NULL END
        OR m.wanted = 0 AND m.written IS NULL";
    state.db.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// A directory in the making.
#[derive(Clone, Default, PartialEq)]
struct Directory {
    objects: BTreeMap<String, Thing>,
    roles: BTreeMap<String, u8>,
}

#[derive(Clone, PartialEq)]
struct Thing {
    kind: Kind,
    attributes: BTreeMap<String, u8>,
    manager: Option<String>,
    soft: bool,
    members: BTreeSet<String>,
    roles: BTreeSet<String>,
}

impl Thing {
    fn object(&self, id: &str) -> Object {
        let mut object = Object {
            kind: self.kind,
            id: id.to_owned(),
            attributes: self.attributes.iter().map(|(name, value)| (name.clone(), json!(value))).collect(),
            manager: self.manager.clone(),
            soft_deleted: self.soft,
        };
        if self.kind == Kind::User {
            object.attributes.insert("accountEnabled", json!(true));
        }
        object
    }

    fn complete(&self, id: &str) -> Entry {
        Entry::Object {
            object: self.object(id),
            members: self.members.iter().cloned().collect(),
            assignments: self.roles.iter().cloned().collect(),
        }
    }

    /// What a delta says of the way from `before` to this.
    fn changed(&self, id: &str, before: &Self) -> Entry {
        let mut object = self.object(id);
        for (name, _) in
            before.attributes.iter().filter(|(name, old)| self.attributes.get(*name) == Some(*old))
        {
            object.attributes.remove(name);
        }
        let cleared = before.attributes.keys().filter(|name| !self.attributes.contains_key(*name));
        Entry::Changed {
            object,
            kind_named: true,
            cleared: cleared.cloned().collect(),
            manager_named: self.manager != before.manager,
            added: self.members.difference(&before.members).cloned().collect(),
            removed: before.members.difference(&self.members).cloned().collect(),
            assignments: (self.roles != before.roles).then(|| self.roles.iter().cloned().collect()),
        }
    }
}

fn pick<'a>(random: &mut StdRng, from: &'a [String]) -> Option<&'a String> {
    (!from.is_empty()).then(|| &from[random.random_range(0..from.len())])
}

impl Directory {
    fn ids(&self, kind: Option<Kind>) -> Vec<String> {
        let fits = |thing: &Thing| kind.is_none_or(|kind| thing.kind == kind);
        self.objects.iter().filter(|(_, thing)| fits(thing)).map(|(id, _)| id.clone()).collect()
    }

    fn edit(&mut self, random: &mut StdRng, may_drop_roles: bool) {
        let (all, users, groups) = (self.ids(None), self.ids(Some(Kind::User)), self.ids(Some(Kind::Group)));
        let roles: Vec<String> = self.roles.keys().cloned().collect();
        let some = pick(random, &all).cloned();
        let thing = some.as_ref().and_then(|id| self.objects.get_mut(id));
        match random.random_range(0..10) {
            0 | 1 => {
                let number = random.random_range(0..12);
                let (kind, id) = if number < 8 {
                    (Kind::User, format!("u{number}"))
                } else {
                    (Kind::Group, format!("g{number}"))
                };
                self.objects.entry(id).or_insert(Thing {
                    kind,
                    attributes: BTreeMap::new(),
                    manager: None,
                    soft: false,
                    members: BTreeSet::new(),
                    roles: BTreeSet::new(),
                });
            }
            2 => self.delete(some),
            3 => {
                if let Some(thing) = thing {
                    thing.soft = !thing.soft;
                }
            }
            4 => {
                let (name, value) = (format!("a{}", random.random_range(0..3)), random.random_range(0..3));
                if let Some(thing) = thing {
                    thing.attributes.insert(name, value);
                }
            }
            5 => {
                if let Some(thing) = thing {
                    thing.attributes.pop_first();
                }
            }
            6 => {
                let manager = pick(random, &users).cloned().filter(|_| random.random_bool(0.8));
                if let Some(thing) = thing.filter(|thing| thing.kind == Kind::User) {
                    thing.manager = manager;
                }
            }
            7 => {
                let (group, member) = (pick(random, &groups).cloned(), some);
                if let (Some(group), Some(member)) = (group, member) {
                    let members = &mut self.objects.get_mut(&group).unwrap().members;
                    if !members.remove(&member) {
                        members.insert(member);
                    }
                }
            }
            8 => {
                if let (Some(thing), Some(role)) = (thing, pick(random, &roles).cloned())
                    && !thing.roles.remove(&role)
                {
                    thing.roles.insert(role);
                }
            }
            _ => self.edit_role(random, may_drop_roles),
        }
    }

    fn delete(&mut self, id: Option<String>) {
        let Some(id) = id else { return };
        self.objects.remove(&id);
        for thing in self.objects.values_mut() {
            thing.members.remove(&id);
            thing.manager = thing.manager.take().filter(|manager| *manager != id);
        }
    }

    fn edit_role(&mut self, random: &mut StdRng, may_drop: bool) {
        let id = format!("r{}", random.random_range(0..3));
        let is_used = self.objects.values().any(|thing| thing.roles.contains(&id));
        if may_drop && !is_used && random.random_bool(0.3) {
            self.roles.remove(&id);
        } else {
            self.roles.insert(id, random.random_range(0..3));
        }
    }

    fn role(&self, id: &str) -> Entry {
        super::role(id, &self.roles[id].to_string())
    }

    fn complete(&self) -> Vec<Entry> {
        let objects = self.objects.iter().map(|(id, thing)| thing.complete(id));
        objects.chain(self.roles.keys().map(|id| self.role(id))).collect()
    }

    fn since(&self, before: &Self) -> Vec<Entry> {
        let mut entries = Vec::new();
        for (id, thing) in &self.objects {
            match before.objects.get(id) {
                None => entries.push(thing.complete(id)),
                Some(old) if old != thing => entries.push(thing.changed(id, old)),
                Some(_) => {}
            }
        }
        for id in before.objects.keys().filter(|id| !self.objects.contains_key(*id)) {
            entries.push(Entry::Removed { id: id.clone(), soft: false });
        }
        let changed = self.roles.iter().filter(|(id, value)| before.roles.get(*id) != Some(*value));
        entries.extend(changed.map(|(id, _)| self.role(id)));
        entries
    }

    /// What the service sees of an object: its own values and those of its effective roles.
    fn seen(&self, id: &str) -> Option<(Thing, Vec<(String, u8)>)> {
        let thing = self.objects.get(id)?;
        let mut roles = thing.roles.clone();
        if thing.kind == Kind::User {
            let groups = self.objects.values().filter(|group| group.members.contains(id));
            roles.extend(groups.flat_map(|group| group.roles.iter().cloned()));
        }
        Some((thing.clone(), roles.into_iter().map(|role| (role.clone(), self.roles[&role])).collect()))
    }
}

fn shuffle(random: &mut StdRng, entries: &mut [Entry]) {
    for at in (1..entries.len()).rev() {
        entries.swap(at, random.random_range(0..=at));
    }
}

/// Links and writes at random, as a cycle might.
fn provision(state: &mut State, random: &mut StdRng) {
    work(state);
    for id in 0..12 {
        let id = if id < 8 { format!("u{id}") } else { format!("g{id}") };
        let Some(row) = state.by_id(&id).unwrap() else { continue };
        let mut done = Done { row: row.row, ..Done::default() };
        if random.random_bool(0.3) {
            done.link = Some(random.random_bool(0.8).then(|| format!("t{}", random.random_range(0..3))));
        }
        for open in state.open_memberships(&id).unwrap() {
            if random.random_bool(0.5) {
                done.members.push((open.member, open.link.filter(|_| open.wanted)));
            }
        }
        state.finish(&[done]).unwrap();
    }
}

/// Whether everything is due that has to be.
fn check_due(state: &State, before: &Directory, now: &Directory) {
    let due: BTreeSet<String> =
        [due(state, Kind::User), due(state, Kind::Group)].concat().into_iter().collect();
    for id in before.objects.keys().chain(now.objects.keys()) {
        let changed = before.seen(id) != now.seen(id);
        assert!(!changed || due.contains(id), "{id} changed and is not due");
        let in_assigned = |directory: &Directory| {
            directory.objects.values().any(|group| group.members.contains(id) && !group.roles.is_empty())
        };
        assert!(
            changed || !due.contains(id) || in_assigned(before) || in_assigned(now),
            "{id} is due for nothing"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn every_way_leads_to_the_tables_of_the_last_version(seed: u64) {
        let random = &mut StdRng::seed_from_u64(seed);
        let (mut state, _folder) = state();
        let mut directory = Directory::default();
        for _ in 0..8 {
            let (before, by_delta) = (directory.clone(), random.random_bool(0.5));
            for _ in 0..random.random_range(0..12) {
                directory.edit(random, !by_delta);
            }
            let mut entries = if by_delta { directory.since(&before) } else { directory.complete() };
            shuffle(random, &mut entries);
            let imported = if by_delta { delta(&mut state, &entries) } else { import(&mut state, &entries) };
            imported.unwrap();
            check_due(&state, &before, &directory);
            for id in directory.ids(None) {
                let expected: Vec<String> = directory.seen(&id).unwrap().1.into_iter().map(|(role, _)| role).collect();
                prop_assert_eq!(row(&state, &id).assignments, expected);
            }
            provision(&mut state, random);
            prop_assert_eq!(wrong_marks(&state), 0);
        }
        let (mut afresh, _other) = super::state();
        import(&mut afresh, &directory.complete()).unwrap();
        prop_assert_eq!(dump(&state), dump(&afresh));
    }
}
