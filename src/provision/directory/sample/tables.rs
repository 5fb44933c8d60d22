//! What people, departments and offices are called. Names come with their letters of ASCII, for addresses.

/// A department and what people in it do.
pub(super) struct Department {
    /// Its name.
    pub(super) name: &'static str,
    /// Titles of those who manage nobody.
    pub(super) titles: &'static [&'static str],
}

/// Where people work.
pub(super) struct Office {
    pub(super) city: &'static str,
    pub(super) street: &'static str,
    pub(super) postal_code: &'static str,
    pub(super) country: &'static str,
    pub(super) language: &'static str,
    pub(super) phone: &'static str,
}

/// The management comes first: its department is that of the one at the top.
pub(super) const DEPARTMENTS: &[Department] = &[
    Department { name: "Management", titles: &["Assistant", "Chief of Staff"] },
    Department { name: "Sales", titles: &["Account Executive", "Sales Engineer", "Inside Sales"] },
    Department {
        name: "Engineering",
        titles: &["Software Engineer", "Test Engineer", "Site Reliability Engineer"],
    },
    Department { name: "Finance", titles: &["Accountant", "Controller", "Payroll Specialist"] },
    Department { name: "Human Resources", titles: &["Recruiter", "HR Partner", "Learning Specialist"] },
    Department { name: "Marketing", titles: &["Copywriter", "Event Manager", "Designer"] },
    Department { name: "Operations", titles: &["Logistics Planner", "Buyer", "Warehouse Specialist"] },
    Department { name: "Customer Support", titles: &["Support Agent", "Support Engineer"] },
    Department { name: "Research & Development", titles: &["Scientist", "Laboratory Technician"] },
];

/// What groups are for.
pub(super) const PURPOSES: &[&str] =
    &["Team", "Project", "Newsletter", "Application Access", "Steering Committee", "On-Call"];

/// `value` and `displayName` of the app roles.
pub(super) const ROLES: &[(&str, &str)] =
    &[("user", "User"), ("editor", "Editor"), ("admin", "Administrator")];

pub(super) const OFFICES: &[Office] = &[
    office("Oslo", "Karl Johans gate 14", "0154", "NO", "nb-NO", "+47 22"),
    office("Tromsø", "Storgata 71", "9008", "NO", "nb-NO", "+47 77"),
    office("København", "Østerbrogade 9", "2100", "DK", "da-DK", "+45 35"),
    office("Göteborg", "Östra Hamngatan 3", "411 10", "SE", "sv-SE", "+46 31"),
    office("München", "Prinzregentenstraße 22", "80538", "DE", "de-DE", "+49 89"),
    office("Łódź", "ulica Piotrkowska 100", "90-004", "PL", "pl-PL", "+48 42"),
    office("Lyon", "8, rue de la République", "69001", "FR", "fr-FR", "+33 4"),
    office("Málaga", "Calle Larios 5", "29015", "ES", "es-ES", "+34 952"),
    office("Dublin", "12 Merrion Row", "D02 X576", "IE", "en-IE", "+353 1"),
    office("Seattle", "900 Pine Street, Suite 4", "98101", "US", "en-US", "+1 206"),
    office("東京", "丸の内1-9-2", "100-0005", "JP", "ja-JP", "+81 3"),
    office("Pune", "Senapati Bapat Road 41", "411016", "IN", "en-IN", "+91 20"),
];

const fn office(
    city: &'static str,
    street: &'static str,
    postal_code: &'static str,
    country: &'static str,
    language: &'static str,
    phone: &'static str,
) -> Office {
    Office { city, street, postal_code, country, language, phone }
}

pub(super) const GIVEN_NAMES: &[(&str, &str)] = &[
    ("Åse", "ase"),
    ("Amina", "amina"),
    ("Anneliese", "anneliese"),
    ("Björn", "bjorn"),
    ("Camille", "camille"),
    ("Chinonso", "chinonso"),
    ("Daniel", "daniel"),
    ("Đorđe", "djordje"),
    ("Emma", "emma"),
    ("Ewa", "ewa"),
    ("François", "francois"),
    ("Fatima", "fatima"),
    ("Grace", "grace"),
    ("Haruto", "haruto"),
    ("Ingrid", "ingrid"),
    ("Ирина", "irina"),
    ("Jan-Erik", "jan-erik"),
    ("José", "jose"),
    ("Kwame", "kwame"),
    ("Lars", "lars"),
    ("Łukasz", "lukasz"),
    ("Mehmet", "mehmet"),
    ("Mia", "mia"),
    ("Ngọc", "ngoc"),
    ("Noah", "noah"),
    ("Olivia", "olivia"),
    ("Priya", "priya"),
    ("Rafael", "rafael"),
    ("Ravi", "ravi"),
    ("桜", "sakura"),
    ("Siobhán", "siobhan"),
    ("Søren", "soren"),
    ("Tomáš", "tomas"),
    ("Ulla", "ulla"),
    ("Wei", "wei"),
    ("Yara", "yara"),
    ("Zoë", "zoe"),
];

pub(super) const SURNAMES: &[(&str, &str)] = &[
    ("Aaltonen", "aaltonen"),
    ("Ångström", "angstrom"),
    ("Bakker", "bakker"),
    ("Berg", "berg"),
    ("Çelik", "celik"),
    ("Chen", "chen"),
    ("Dubois", "dubois"),
    ("Eriksen", "eriksen"),
    ("Fernández", "fernandez"),
    ("García Márquez", "garciamarquez"),
    ("Großmann", "grossmann"),
    ("Haugen", "haugen"),
    ("Iyer", "iyer"),
    ("Jørgensen", "jorgensen"),
    ("Kowalczyk", "kowalczyk"),
    ("Kučera", "kucera"),
    ("Lindqvist", "lindqvist"),
    ("Łukasik", "lukasik"),
    ("Müller", "muller"),
    ("Nguyễn", "nguyen"),
    ("Nowak", "nowak"),
    ("O'Brien", "obrien"),
    ("Okafor", "okafor"),
    ("Patel", "patel"),
    ("Петрова", "petrova"),
    ("Rasmussen", "rasmussen"),
    ("佐藤", "sato"),
    ("Schmidt-Weiß", "schmidt-weiss"),
    ("Silva", "silva"),
    ("Størksen", "storksen"),
    ("Tanaka", "tanaka"),
    ("Torres", "torres"),
    ("van der Meer", "vandermeer"),
    ("Walker", "walker"),
    ("Weber", "weber"),
    ("Yılmaz", "yilmaz"),
    ("Zamora", "zamora"),
];
