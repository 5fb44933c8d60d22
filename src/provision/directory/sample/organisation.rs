//! Who works in an invented organisation.

use xxhash_rust::xxh3::{xxh3_64_with_seed, xxh3_128_with_seed};

use super::tables::{DEPARTMENTS, Department, GIVEN_NAMES, OFFICES, PURPOSES, ROLES, SURNAMES};
use super::{Field, Row};

/// How many people report to a manager.
const SPAN: u64 = 8;
/// How many members a group has beside those of its own.
const GUESTS: u64 = 3;

/// An organisation of that size.
pub(super) struct Organisation {
    /// How many users.
    pub(super) users: u64,
    /// How many groups.
    pub(super) groups: u64,
    /// What makes it different from others.
    pub(super) seed: u64,
}

impl Organisation {
    /// The app roles.
    pub(super) fn roles(&self) -> Vec<Row<'_>> {
        let role = |(index, (value, name)): (usize, &(&str, &str))| {
            vec![
                ("id", Field::Text(self.id("role", index as u64))),
                ("value", text(value)),
                ("displayName", text(name)),
            ]
        };
        ROLES.iter().enumerate().map(role).collect()
    }

    /// A user; number 0 is at the top.
    pub(super) fn user(&self, index: u64) -> Row<'_> {
        let (given, given_ascii) = self.pick("given", index, GIVEN_NAMES);
        let (surname, surname_ascii) = self.pick("surname", index, SURNAMES);
        let office = self.pick("office", index, OFFICES);
        let alias = format!("{given_ascii}.{surname_ascii}{}", index + 1);
        let address = format!("{alias}@contoso.example");
        let mut row = vec![
            ("id", Field::Text(self.id("user", index))),
            ("userPrincipalName", text(&address)),
            ("accountEnabled", Field::Flag(true)),
            ("displayName", Field::Text(format!("{given} {surname}"))),
            ("givenName", text(given)),
            ("surname", text(surname)),
            ("mail", Field::Text(address)),
            ("mailNickname", Field::Text(alias)),
            ("jobTitle", Field::Text(self.title(index))),
            ("department", text(department(index).name)),
            ("employeeId", Field::Text(format!("E{:07}", index + 1))),
            (
                "businessPhones",
                list(format!("{} {:07}", office.phone, self.number("phone", index, 9_999_999))),
            ),
        ];
        if self.number("has mobile", index, 4) > 0 {
            let number = self.number("mobile", index, 99_999_999);
            row.push(("mobilePhone", Field::Text(format!("{} {number:08}", office.phone))));
        }
        row.extend([
            (
                "officeLocation",
                Field::Text(format!("{} {}", office.city, self.number("room", index, 900) + 100)),
            ),
            ("streetAddress", text(office.street)),
            ("city", text(office.city)),
            ("postalCode", text(office.postal_code)),
            ("country", text(office.country)),
            ("preferredLanguage", text(office.language)),
        ]);
        if index > 0 {
            row.push(("manager", Field::Text(self.id("user", (index - 1) / SPAN))));
        }
        row.extend(self.direct_assignment(index));
        row
    }

    /// A group. Every user is in one; a few are in others as well, and every tenth group has a group in it.
    pub(super) fn group(&self, index: u64) -> Row<'_> {
        let department = self.pick("department", index, DEPARTMENTS);
        let purpose = self.pick("purpose", index, PURPOSES);
        let mut row = vec![
            ("id", Field::Text(self.id("group", index))),
            ("displayName", Field::Text(format!("{} {purpose} {}", department.name, index + 1))),
            ("description", Field::Text(format!("{purpose} of {}", department.name))),
            ("mailNickname", Field::Text(format!("group{}", index + 1))),
            ("members", Field::List(Box::new(self.members(index)))),
        ];
        if is_assigned(index) {
            row.push(("appRoleAssignments", list(self.role("group role", index))));
        }
        row
    }

    fn members(&self, group: u64) -> impl Iterator<Item = String> + '_ {
        let step = usize::try_from(self.groups).unwrap_or(usize::MAX);
        let own = (group..self.users).step_by(step);
        let nested = (group % 10 == 9).then(|| self.id("group", group - 1));
        own.chain(self.guests(group)).map(|user| self.id("user", user)).chain(nested)
    }

    /// Members that come from other groups.
    fn guests(&self, group: u64) -> Vec<u64> {
        let mut guests = Vec::new();
        for turn in 0..GUESTS.min(self.users) {
            let guest = self.number("guest", group * GUESTS + turn, self.users);
            if guest % self.groups != group && !guests.contains(&guest) {
                guests.push(guest);
            }
        }
        guests
    }

    /// Whoever is in no assigned group has an assignment; one in ten of the others has one, too.
    fn direct_assignment(&self, user: u64) -> Option<(&'static str, Field<'_>)> {
        let by_group = self.groups > 0 && is_assigned(user % self.groups);
        let direct = !by_group || self.number("also direct", user, 10) == 0;
        direct.then(|| ("appRoleAssignments", list(self.role("role", user))))
    }

    /// Most people have the first role.
    fn role(&self, what: &str, index: u64) -> String {
        let chosen = match self.number(what, index, 20) {
            0 => 2,
            1..=3 => 1,
            _ => 0,
        };
        self.id("role", chosen)
    }

    fn title(&self, index: u64) -> String {
        let department = department(index);
        match index {
            0 => "Chief Executive Officer".to_owned(),
            1..=SPAN => format!("Head of {}", department.name),
            _ if index * SPAN + 1 < self.users => format!("{} Manager", department.name),
            _ => (*self.pick("title", index, department.titles)).to_owned(),
        }
    }

    /// An id in the shape of a GUID of version 4.
    fn id(&self, kind: &str, index: u64) -> String {
        let bits = xxh3_128_with_seed(format!("{kind} {index}").as_bytes(), self.seed);
        let bits = bits & !(0xF << 76) & !(0x3 << 62) | (0x4 << 76) | (0x2 << 62);
        let hex = format!("{bits:032x}");
        [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
    }

    fn number(&self, what: &str, index: u64, below: u64) -> u64 {
        xxh3_64_with_seed(format!("{what} {index}").as_bytes(), self.seed) % below
    }

    fn pick<T>(&self, what: &str, index: u64, from: &'static [T]) -> &'static T {
        let number = self.number(what, index, from.len() as u64);
        &from[usize::try_from(number).unwrap_or(0)]
    }
}

/// The department of whoever reports to the one at the top is that of all below.
fn department(mut index: u64) -> &'static Department {
    while index > SPAN {
        index = (index - 1) / SPAN;
    }
    &DEPARTMENTS[usize::try_from(index).unwrap_or(0) % DEPARTMENTS.len()]
}

/// Every other group is assigned to the application, the first one in any case.
fn is_assigned(group: u64) -> bool {
    group.is_multiple_of(2)
}

fn text(text: &str) -> Field<'static> {
    Field::Text(text.to_owned())
}

fn list(only: String) -> Field<'static> {
    Field::List(Box::new(std::iter::once(only)))
}
