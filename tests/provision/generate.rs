//! Random histories from a seed.

use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use serde_json::{Value, json};

use super::history::{Clause, Directory, Edit, History, Settings, id, texts};

const GIVEN: [&str; 8] = ["Mira", "Tor", "Ása", "Jürgen", "Wei", "Zoë", "Łukasz", "Noor"];
const FAMILY: [&str; 8] = ["Solberg", "O'Brien", "Müller", "van Dijk", "Nguyễn", "Berg", "Østby", "Haddad"];
const TITLES: [&str; 5] = ["Pilot", "Tide analyst", "Clerk", "Harbour \"master\"", "R&D lead"];
const DEPARTMENTS: [&str; 3] = ["Sales", "Hydrography", "R&D"];
const COUNTRIES: [&str; 3] = ["NO", "DE", "VN"];
const ROLES: [&str; 3] = ["role-pilot", "role-guest", "00000000-0000-0000-0000-000000000000"];

struct Generator {
    random: StdRng,
    named: usize,
}

/// The history of a seed.
pub fn history(seed: u64) -> History {
    let mut generator = Generator { random: StdRng::seed_from_u64(seed), named: 0 };
    let settings = generator.settings();
    let initial = generator.directory();
    let strangers = generator.strangers(&initial);
    let mut directory = initial.clone();
    let cycles: Vec<Vec<Edit>> =
        (0..generator.random.random_range(3..=8)).map(|_| generator.cycle(&mut directory)).collect();
    let deltas = (1..=cycles.len()).filter(|_| generator.chance(0.3)).collect();
    History { settings, initial, strangers, cycles, deltas }
}

impl Generator {
    fn chance(&mut self, share: f64) -> bool {
        self.random.random_bool(share)
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from.choose(&mut self.random).copied().unwrap_or_default()
    }

    fn settings(&mut self) -> Settings {
        let own_mapping = self.chance(0.4);
        Settings {
            scope_all: !own_mapping && self.chance(0.3),
            compliant: self.chance(0.5),
            default_access: self.chance(0.8),
            skip_out_of_scope_deletions: self.chance(0.15),
            create_only: self.chance(0.1),
            deletes_users: self.chance(0.85),
            threshold: self.chance(0.2).then(|| self.random.random_range(0..3)),
            filters: if self.chance(0.3) { self.filters() } else { Vec::new() },
            own_mapping,
            lines: self.chance(0.3),
            disables: self.chance(0.6),
            waits: self.chance(0.5),
        }
    }

    fn filters(&mut self) -> Vec<Vec<Clause>> {
        let clause = |attribute: &str, operator: &str, value: Option<&str>| Clause {
            attribute: attribute.into(),
            operator: operator.into(),
            value: value.map(Into::into),
        };
        match self.random.random_range(0..4) {
            0 => vec![
                vec![clause("country", "EQUALS", Some("NO"))],
                vec![clause("country", "EQUALS", Some("DE"))],
            ],
            1 => vec![vec![clause("department", "NOT EQUALS", Some("Sales"))]],
            2 => vec![vec![clause("jobTitle", "IS NOT NULL", None), clause("country", "EQUALS", Some("NO"))]],
            _ => vec![
                vec![clause("department", "IS NULL", None)],
                vec![clause("country", "REGEX MATCH", Some("^(NO|VN)$"))],
            ],
        }
    }

    fn directory(&mut self) -> Directory {
        let app_roles = vec![
            json!({"id": "role-pilot", "value": "pilot", "displayName": "Harbour pilot"}),
            json!({"id": "role-guest", "value": "guest", "displayName": "Guest"}),
        ];
        let mut directory = Directory { app_roles, ..Directory::default() };
        for _ in 0..self.random.random_range(3..=12) {
            let user = self.user(&directory);
            directory.apply(&Edit::AddUser(user));
        }
        for _ in 0..self.random.random_range(1..=4) {
            let group = self.group(&directory);
            directory.apply(&Edit::AddGroup(group));
        }
        directory
    }

    /// Accounts with the names of users of the directory, and one of nobody's.
    fn strangers(&mut self, directory: &Directory) -> Vec<Value> {
        let mut strangers = Vec::new();
        if self.chance(0.4) {
            strangers.push(json!({"userName": "stranger@other.example", "active": true, "title": "Founder"}));
        }
        for user in &directory.users {
            if self.chance(0.12) {
                let name = user["userPrincipalName"].as_str().expect("a name").to_uppercase();
                let active = self.chance(0.7);
                strangers.push(json!({"userName": name, "active": active, "title": "Old hand"}));
            }
        }
        strangers
    }

    fn number(&mut self) -> usize {
        self.named += 1;
        self.named
    }

    fn user(&mut self, directory: &Directory) -> Value {
        let number = self.number();
        let (given, family) = (self.pick(&GIVEN), self.pick(&FAMILY));
        let mut user = json!({
            "@odata.type": "#microsoft.graph.user",
            "id": format!("u{number}"),
            "userPrincipalName": format!("user{number}@contoso.example"),
            "displayName": format!("{given} {family}"),
            "surname": family,
            "mailNickname": format!("user{number}"),
        });
        let object = user.as_object_mut().expect("an object");
        for (attribute, share) in OPTIONAL {
            if self.chance(*share) {
                object.insert((*attribute).into(), self.value(attribute, given));
            }
        }
        if self.chance(0.12) {
            object.insert("accountEnabled".into(), json!(false));
        }
        if self.chance(0.7) {
            object.insert("appRoleAssignments".into(), json!([self.pick(&ROLES)]));
        }
        if self.chance(0.5) {
            let managers: Vec<&str> = directory.users.iter().map(id).collect();
            if let Some(manager) = managers.choose(&mut self.random) {
                object.insert("manager".into(), json!(manager));
            }
        }
        user
    }

    fn value(&mut self, attribute: &str, given: &str) -> Value {
        let number = self.random.random_range(1..1000);
        json!(match attribute {
            "givenName" => given.to_owned(),
            "mail" => format!("mail.{number}@contoso.example"),
            "jobTitle" => self.pick(&TITLES).to_owned(),
            "department" => self.pick(&DEPARTMENTS).to_owned(),
            "employeeId" => format!("E{number:04}"),
            "businessPhones" => return json!([format!("+47 5500 {number:04}")]),
            "mobilePhone" => format!("+49 170 {number:04}"),
            "city" => format!("City {number}"),
            "officeLocation" => format!("Pier {number}"),
            "country" => self.pick(&COUNTRIES).to_owned(),
            "preferredLanguage" => "nb-NO".to_owned(),
            "surname" => self.pick(&FAMILY).to_owned(),
            "userPrincipalName" => format!("renamed{}@contoso.example", self.number()),
            _ => format!("{attribute} {number}"),
        })
    }

    fn group(&mut self, directory: &Directory) -> Value {
        let number = self.number();
        let mut members: Vec<&str> = directory.users.iter().map(id).filter(|_| self.chance(0.4)).collect();
        members.extend(directory.groups.iter().map(id).filter(|_| self.chance(0.2)));
        let assigned = if self.chance(0.7) { json!([self.pick(&ROLES[..2])]) } else { json!([]) };
        json!({
            "@odata.type": "#microsoft.graph.group",
            "id": format!("g{number}"),
            "displayName": format!("Crew {number} (R&D)"),
            "members": members,
            "appRoleAssignments": assigned,
        })
    }

    fn cycle(&mut self, directory: &mut Directory) -> Vec<Edit> {
        let mut edits = Vec::new();
        for _ in 0..self.random.random_range(0..=5) {
            let Some(edit) = self.edit(directory) else { continue };
            directory.apply(&edit);
            edits.push(edit);
        }
        if self.chance(0.1) {
            edits.push(Edit::AllowDeletes);
        }
        if self.chance(0.06) {
            edits.push(Edit::Restart);
        }
        edits
    }

    fn edit(&mut self, directory: &Directory) -> Option<Edit> {
        let users: Vec<String> = directory.users.iter().map(|user| id(user).to_owned()).collect();
        let user = users.choose(&mut self.random).cloned();
        let groups: Vec<String> = directory.groups.iter().map(|group| id(group).to_owned()).collect();
        let group = groups.choose(&mut self.random).cloned();
        Some(match self.random.random_range(0..30) {
            0..2 => Edit::AddUser(self.user(directory)),
            2 => Edit::AddGroup(self.group(directory)),
            3 => Edit::Purge(user?),
            4 => Edit::Purge(group?),
            5..7 => Edit::SoftDelete(user?),
            7..9 => Edit::Restore(self.one_with(directory, "deletedDateTime").or(user)?),
            9 => Edit::Set(user?, "accountEnabled".into(), json!(false)),
            10..12 => Edit::Set(
                self.one_with(directory, "accountEnabled").or(user)?,
                "accountEnabled".into(),
                json!(true),
            ),
            12..14 => Edit::Unassign(user?),
            14..16 => Edit::Assign(user?, self.pick(&ROLES).into()),
            16 if self.chance(0.5) => Edit::Unassign(group?),
            16 => Edit::Assign(group?, self.pick(&ROLES[..2]).into()),
            17 => Edit::Set(group?, "displayName".into(), json!(format!("Crew {}", self.number()))),
            18..20 => Edit::Join(group?, user?),
            20 => Edit::Join(group?, groups.choose(&mut self.random).cloned()?),
            21..23 => self.leave(directory, group?)?,
            23 => Edit::Set(user?, "userPrincipalName".into(), self.value("userPrincipalName", "")),
            24..26 => Edit::Set(user?, "manager".into(), self.manager(&users)),
            _ => self.change(user?),
        })
        .filter(|edit| !is_own_member(edit) && !is_in_the_bin(directory, edit))
    }

    fn manager(&mut self, users: &[String]) -> Value {
        if self.chance(0.2) {
            return Value::Null;
        }
        users.choose(&mut self.random).map_or(Value::Null, |manager| json!(manager))
    }

    fn one_with(&mut self, directory: &Directory, attribute: &str) -> Option<String> {
        let with: Vec<&Value> = directory.users.iter().filter(|user| user.get(attribute).is_some()).collect();
        with.choose(&mut self.random).map(|user| id(user).to_owned())
    }

    fn leave(&mut self, directory: &Directory, group: String) -> Option<Edit> {
        let members = texts(&directory.get(&group)?["members"]);
        let member = members.choose(&mut self.random)?;
        Some(Edit::Leave(group, (*member).to_owned()))
    }

    fn change(&mut self, user: String) -> Edit {
        let (attribute, _) = OPTIONAL.choose(&mut self.random).copied().unwrap_or(("surname", 1.0));
        let attribute = if self.chance(0.1) { "surname" } else { attribute };
        let clears = attribute != "surname" && self.chance(0.3);
        let value = if clears { Value::Null } else { self.value(attribute, "Åse") };
        Edit::Set(user, attribute.into(), value)
    }
}

fn is_own_member(edit: &Edit) -> bool {
    matches!(edit, Edit::Join(group, member) if group == member)
}

/// Nothing but its place changes of what lies in the recycle bin.
fn is_in_the_bin(directory: &Directory, edit: &Edit) -> bool {
    let deleted = |of: &str| directory.get(of).is_some_and(|object| object.get("deletedDateTime").is_some());
    matches!(edit, Edit::Set(of, ..) if deleted(of))
}

/// Attributes that not everybody has, and how many have them.
const OPTIONAL: &[(&str, f64)] = &[
    ("givenName", 0.9),
    ("mail", 0.8),
    ("jobTitle", 0.7),
    ("department", 0.7),
    ("employeeId", 0.6),
    ("businessPhones", 0.4),
    ("mobilePhone", 0.4),
    ("city", 0.4),
    ("officeLocation", 0.3),
    ("country", 0.8),
    ("preferredLanguage", 0.3),
];
