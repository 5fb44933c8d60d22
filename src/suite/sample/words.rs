//! Values by the name of an attribute, for what lies beyond the core schema: extensions of vendors, and attributes they
//! put at the top level.
//!
//! Names are compared by their letters and digits alone: `auth_pin`, `authPin` and `AuthPIN` are the same.

use super::person::Person;

/// What the values of an attribute are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// These two words.
    Words(&'static str, &'static str),
    /// So many digits.
    Digits(usize),
    Mail,
    Phone,
    Address,
    GivenName,
    FamilyName,
    FullName,
    /// The name the user signs in with.
    UserName,
    /// The same without a domain.
    Account,
    /// An identifier that says whose it is.
    Id,
    Guid,
    StaffNumber,
    DistinguishedName,
    Domain,
}

use Sort::{
    Account, Address, Digits, DistinguishedName, Domain, FamilyName, FullName, GivenName, Guid, Id, Mail,
    Phone, StaffNumber, UserName, Words,
};

/// A part of a name, and what its values are: `=` stands in front of a whole name, `$` in front of its end. The first
/// that is found counts.
const SORTS: &[(&str, Sort)] = &[
    ("postdial", Words("4130", "4140")),
    ("label", Words("Private", "Second office")),
    ("aliases", Mail),
    ("proxyaddress", Mail),
    ("emergencycontactname", FullName),
    ("birth", Words("1990-04-17", "1990-04-18")),
    ("termination", Words("2031-01-09", "2031-02-10")),
    ("enddate", Words("2031-01-09", "2031-02-10")),
    ("todate", Words("2031-01-09", "2031-02-10")),
    ("expir", Words("2031-01-09", "2031-02-10")),
    ("date", Words("2026-01-09", "2026-02-10")),
    ("startat", Words("2026-01-09", "2026-02-10")),
    ("gender", Words("female", "male")),
    ("=pin", Digits(6)),
    ("authpin", Digits(6)),
    ("cardnumber", Digits(10)),
    ("registrationcode", Digits(8)),
    ("badge", Digits(6)),
    ("billingcode", Words("BC-4130", "BC-4140")),
    ("costcenter", Words("4130", "4140")),
    ("email", Mail),
    ("phone", Phone),
    ("mobile", Phone),
    ("fax", Phone),
    ("firstname", GivenName),
    ("givenname", GivenName),
    ("lastname", FamilyName),
    ("familyname", FamilyName),
    ("surname", FamilyName),
    ("fullname", FullName),
    ("displayname", FullName),
    ("distinguishedname", DistinguishedName),
    ("userprincipalname", UserName),
    ("nameidentifier", UserName),
    ("username", Account),
    ("ssoname", Account),
    ("useralias", Account),
    ("lnuser", Account),
    ("login", Account),
    ("guid", Guid),
    ("immutableid", Guid),
    ("sourceanchor", Guid),
    ("nativeobjectid", Guid),
    ("employeenumber", StaffNumber),
    ("employeeid", StaffNumber),
    ("personid", Id),
    ("userid", Id),
    ("actorid", Id),
    ("federationid", Id),
    ("fieldid", Id),
    ("ntlmid", Id),
    ("xid", Id),
    ("identifier", Id),
    ("externalid", Id),
    ("domain", Domain),
    ("identityprovider", Words("Entra ID", "ADFS")),
    ("source", Words("Entra ID", "ADFS")),
    ("authmethod", Words("sso", "password")),
    ("country", Words("NO", "CH")),
    ("state", Words("Vestland", "GE")),
    ("$city", Words("Bergen", "Genève")),
    ("zip", Words("5013", "1201")),
    ("postalcode", Words("5013", "1201")),
    ("ipaddress", Words("192.0.2.10", "192.0.2.11")),
    ("street", Words("Strandkaien 4", "Quai Ouest 9")),
    ("address", Words("Strandkaien 4", "Quai Ouest 9")),
    ("website", Address),
    ("location", Words("Bergen", "Genève")),
    ("site", Words("Bergen", "Genève")),
    ("area", Words("Western fjords", "Lake")),
    ("orgunitpath", Words("/Survey", "/Charting")),
    ("entitlement", Words("Charts", "Tides")),
    ("travelpolicy", Words("Standard", "Executive")),
    ("policy", Words("Standard", "Extended")),
    ("license", Words("Standard", "Basic")),
    ("subsidiary", Words("Tern Marine", "Tern Hydrographic")),
    ("company", Words("Tern Hydrographic", "Tern Marine")),
    ("organization", Words("Tern Hydrographic", "Tern Marine")),
    ("department", Words("Hydrography", "Søkart")),
    ("division", Words("North", "South")),
    ("team", Words("Charting", "Survey")),
    ("product", Words("Chart viewer", "Tide tables")),
    ("usertype", Words("Employee", "Contractor")),
    ("role", Words("Member", "Editor")),
    ("position", Words("Tide analyst", "Harbour pilot")),
    ("title", Words("Tide analyst", "Harbour pilot")),
    ("language", Words("nb-NO", "fr-CH")),
    ("locale", Words("nb-NO", "fr-CH")),
    ("timezone", Words("Europe/Oslo", "Europe/Zurich")),
    ("currency", Words("NOK", "CHF")),
    ("protocol", Words("xmpp", "skype")),
    ("customtype", Words("locker", "desk")),
    ("fulltimeequivalent", Words("100000", "50000")),
    ("symbol", Words("THG", "TMA")),
    ("notes", Words("Works from Bergen", "Works from Genève")),
    ("description", Words("Works from Bergen", "Works from Genève")),
    ("$url", Address),
    ("photo", Address),
];

/// Boolean attributes whose name does not begin as such names do.
const BOOLEANS: &[&str] = &[
    "active",
    "suspended",
    "changepasswordatnextlogin",
    "mailverified",
    "sendmail",
    "ipwhitelisted",
    "participateinsurvey",
    "bypassnotification",
    "logindisabled",
    "administrator",
];

/// Whether a text attribute of that name holds a boolean.
pub(super) fn is_boolean(name: &str) -> bool {
    let begins = |word: &&str| {
        let rest = name.strip_prefix(*word).unwrap_or_default();
        rest.starts_with(|c: char| c.is_ascii_uppercase() || c == '_')
    };
    BOOLEANS.contains(&letters(name).as_str()) || ["is", "has", "can", "include", "allow"].iter().any(begins)
}

/// The booleans an attribute of that name is created with and changed to. Nobody of a run is ever made an administrator
/// or marked as deleted, and nobody begins locked out.
pub(super) fn booleans(name: &str) -> (bool, bool) {
    let name = letters(name);
    if name.contains("admin") || name.contains("deleted") {
        return (false, false);
    }
    let locks = ["suspended", "disabled", "locked", "blocked"].iter().any(|word| name.contains(word));
    (!locks, locks)
}

/// The value of an attribute of one of these names, the most telling first. Where none tells anything, the last is its
/// own value, with the person's number.
pub(super) fn text(names: &[String], who: Person) -> String {
    let found = names.iter().find_map(|name| sort_of(name).map(|sort| (sort, letters(name))));
    match (found, names.last()) {
        (Some((sort, name)), _) => of_sort(sort, &name, who),
        (None, last) => {
            let name = last.map_or_else(|| "value".to_owned(), |name| name.to_lowercase());
            format!("{name} {}{}", who.number, who.pick("", " changed"))
        }
    }
}

/// Whether values of the first telling name tell people apart.
pub(super) fn is_identifier(names: &[String]) -> bool {
    let sort = names.iter().find_map(|name| sort_of(name));
    let telling = |sort| {
        matches!(
            sort,
            Digits(_) | Mail | Phone | UserName | Account | Id | Guid | StaffNumber | DistinguishedName
        )
    };
    sort.is_some_and(telling)
}

fn sort_of(name: &str) -> Option<Sort> {
    let plain = letters(name);
    let is = |part: &str| match part.split_at(1) {
        ("=", whole) => plain == whole,
        ("$", end) => plain.ends_with(end),
        _ => plain.contains(part),
    };
    SORTS.iter().find(|(part, _)| is(part)).map(|(_, sort)| *sort)
}

fn of_sort(sort: Sort, name: &str, who: Person) -> String {
    match sort {
        Words(created, changed) => who.pick(created, changed).to_owned(),
        Digits(length) => who.serial(name).digits(length),
        Mail => who.mail(name),
        Phone => who.phone(kind_of_phone(name)),
        Address => format!("https://example.com/people/{}{}", who.number, who.pick("", "/new")),
        GivenName => who.given_name().to_owned(),
        FamilyName => who.family_name(),
        FullName => who.full_name(),
        UserName => who.user_name(),
        Account => who.external_id().to_lowercase(),
        Id => format!("{}-{}{}", who.run, who.number, who.pick("", "-2")),
        Guid => who.serial(name).guid(),
        StaffNumber => format!("{:07}", who.staff_number()),
        DistinguishedName => {
            let name = super::person::in_ascii(&who.full_name());
            format!("CN={name} {}-{},OU=People,DC=example,DC=com", who.run, who.number)
        }
        Domain => who.pick(who.domain.to_owned(), format!("crew.{}", who.domain)),
    }
}

fn kind_of_phone(name: &str) -> &'static str {
    let kinds = ["mobile", "fax", "home", "pager"];
    kinds.into_iter().find(|kind| name.contains(kind)).unwrap_or("work")
}

fn letters(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Version;
    use super::*;

    fn value(names: &[&str], version: Version) -> String {
        let who = Person { run: "spabcdefgh", domain: "tern.example", number: 1, version };
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        text(&names, who)
    }

    #[test]
    fn names_tell_what_is_meant() {
        for (name, created, changed) in [
            ("startDate", "2026-01-09", "2026-02-10"),
            ("date_of_birth", "1990-04-17", "1990-04-18"),
            ("alternateEmail1Label", "Private", "Second office"),
            ("mobile_phone2_post_dial", "4130", "4140"),
            ("website", "https://example.com/people/1", "https://example.com/people/1/new"),
            ("ssoName", "mira.solberg.spabcdefgh.1", "x.mira.solberg.spabcdefgh.1"),
            (
                "userPrincipalName",
                "Mira.Solberg.spabcdefgh.1@tern.example",
                "Renamed.Mira.Solberg.spabcdefgh.1@tern.example",
            ),
            ("GrossTonnage", "grosstonnage 1", "grosstonnage 1 changed"),
            ("hourly", "hourly 1", "hourly 1 changed"),
            ("shipping", "shipping 1", "shipping 1 changed"),
        ] {
            assert_eq!(
                (value(&[name], Version::Created), value(&[name], Version::Changed)),
                (created.into(), changed.into())
            );
        }
        assert_eq!(value(&["title", "organizations title"], Version::Created), "Tide analyst");
        assert_eq!(value(&["name", "organizations name"], Version::Created), "Tern Hydrographic");
        let pin = value(&["auth_pin"], Version::Created);
        assert!(pin.len() == 6 && pin.bytes().all(|b| b.is_ascii_digit()), "{pin}");
        let mail = value(&["email2"], Version::Created);
        assert_eq!(mail, "Mira.Solberg.email2.spabcdefgh.1@tern.example");
    }

    #[test]
    fn booleans_harm_nobody() {
        assert!(is_boolean("isAgent") && is_boolean("is_frontline") && is_boolean("sendMail"));
        assert!(!is_boolean("issue") && !is_boolean("canton") && !is_boolean("hash"));
        assert_eq!(booleans("canEdit"), (true, false));
        assert_eq!(booleans("suspended"), (false, true));
        assert_eq!(booleans("isSoftDeleted"), (false, false));
        assert_eq!(booleans("administrator"), (false, false));
    }
}
