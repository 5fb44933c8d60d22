//! The people of a run: names, addresses and numbers.

use super::Version;
use super::serial::Serial;

/// Given name, family name, and both in letters every mail system takes. Several are not ASCII: names are.
const PEOPLE: &[(&str, &str, &str)] = &[
    ("Zoë", "Brontë", "Zoe.Bronte"),
    ("Mira", "Solberg", "Mira.Solberg"),
    ("Łukasz", "Żak", "Lukasz.Zak"),
    ("Aiko", "Mori", "Aiko.Mori"),
    ("José", "Núñez", "Jose.Nunez"),
    ("Søren", "Ågård", "Soren.Agard"),
    ("Priya", "Nair", "Priya.Nair"),
    ("Jürgen", "Weiß", "Jurgen.Weiss"),
];

/// A person of a run, before or after an update.
#[derive(Debug, Clone, Copy)]
pub(super) struct Person<'a> {
    pub(super) run: &'a str,
    pub(super) domain: &'a str,
    pub(super) number: usize,
    pub(super) version: Version,
}

impl Person<'_> {
    /// The first for the value a resource is created with, the second for the one it is changed to.
    pub(super) fn pick<T>(self, created: T, changed: T) -> T {
        match self.version {
            Version::Created => created,
            Version::Changed => changed,
        }
    }

    /// The same person in the other version.
    pub(super) fn at(self, version: Version) -> Self {
        Self { version, ..self }
    }

    fn of_birth(self) -> (&'static str, &'static str, &'static str) {
        PEOPLE[self.number % PEOPLE.len()]
    }

    pub(super) fn given_name(self) -> &'static str {
        self.pick(self.of_birth().0, "Ingrid")
    }

    pub(super) fn family_name(self) -> String {
        let family = self.of_birth().1;
        self.pick(family.to_owned(), format!("{family}-Lind"))
    }

    pub(super) fn full_name(self) -> String {
        format!("{} {}", self.given_name(), self.family_name())
    }

    /// The name in plain letters, which never changes: `Zoe.Bronte`.
    pub(super) fn plain_name(self) -> &'static str {
        self.of_birth().2
    }

    pub(super) fn user_name(self) -> String {
        format!("{}{}@{}", self.pick("", "Renamed."), self.account(), self.domain)
    }

    /// The local part of the `userName`: `Zoe.Bronte.spabcdefgh.0`.
    pub(super) fn account(self) -> String {
        format!("{}.{}.{}", self.plain_name(), self.run, self.number)
    }

    pub(super) fn external_id(self) -> String {
        format!("{}{}", self.pick("", "x."), self.account())
    }

    /// An e-mail address; every kind has its own.
    pub(super) fn mail(self, kind: &str) -> String {
        let (plain, new) = (self.plain_name(), self.pick("", ".new"));
        format!("{plain}.{kind}{new}.{}.{}@{}", self.run, self.number, self.domain)
    }

    /// A number in E.164 form; every kind has its own area.
    pub(super) fn phone(self, kind: &str) -> String {
        let area = match kind {
            "work" => 425,
            "mobile" => 206,
            "fax" => 360,
            "home" => 253,
            "pager" => 564,
            _ => 509,
        };
        format!("+1{area}{:07}", 2_000_000 + self.staff_number() % 8_000_000)
    }

    /// Digits that differ from run to run and, within a run, for every person and version.
    pub(super) fn staff_number(self) -> usize {
        let seed = self.run.bytes().fold(7_usize, |sum, byte| (sum * 31 + usize::from(byte)) % 90_000);
        1_000_000 + seed * 100 + self.number * 2 + self.pick(0, 1)
    }

    /// Digits and letters for an attribute.
    pub(super) fn serial(self, attribute: &str) -> Serial {
        Serial::new(self.run, attribute, self.number, self.version == Version::Changed)
    }
}

/// The text in ASCII letters, for apps that take no others.
pub(super) fn in_ascii(text: &str) -> String {
    let plain = |c: char| match c {
        'ë' | 'é' | 'è' => "e",
        'É' => "E",
        'Ł' => "L",
        'Ż' => "Z",
        'ú' | 'ü' => "u",
        'ñ' => "n",
        'ø' => "o",
        'Å' => "A",
        'å' => "a",
        'ß' => "ss",
        _ => "",
    };
    let letter = |c: char| if c.is_ascii() { c.to_string() } else { plain(c).to_owned() };
    text.chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_international_and_addresses_are_not() {
        let people = (0..PEOPLE.len()).flat_map(|number| {
            [Version::Created, Version::Changed].map(|version| Person {
                run: "spabc",
                domain: "tern.example",
                number,
                version,
            })
        });
        for person in people {
            assert!(person.user_name().is_ascii() && person.mail("work").is_ascii());
            let (plain, name) = (in_ascii(&person.full_name()), person.full_name());
            assert!(plain.is_ascii() && plain.len() >= name.chars().count(), "{plain}");
        }
        assert!(PEOPLE.iter().any(|(given, ..)| !given.is_ascii()));
    }
}
