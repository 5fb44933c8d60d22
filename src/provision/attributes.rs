//! The attributes of an object. Directories have few names and many values: names that everybody has are numbers, and a
//! value is found by looking at all of them, which costs less than hashing.

use std::borrow::Cow;
use std::fmt;

use serde_json::Value;

/// Names under which mappings know what most directories have. The order is the format of states: append, never reorder.
const NAMES: &[&str] = &[
    "userPrincipalName",
    "accountEnabled",
    "displayName",
    "givenName",
    "surname",
    "mail",
    "mailNickname",
    "jobTitle",
    "department",
    "employeeId",
    "telephoneNumber",
    "mobile",
    "facsimileTelephoneNumber",
    "physicalDeliveryOfficeName",
    "streetAddress",
    "city",
    "state",
    "postalCode",
    "country",
    "preferredLanguage",
    "companyName",
    "description",
    "employeeType",
    "usageLocation",
    "userType",
    "proxyAddresses",
    "otherMails",
    "imAddresses",
    "groupTypes",
    "mailEnabled",
    "securityEnabled",
    "showInAddressList",
    "onPremisesSyncEnabled",
    "onPremisesSamAccountName",
    "onPremisesUserPrincipalName",
    "createdDateTime",
    "employeeHireDate",
    "ageGroup",
    "creationType",
    "membershipRule",
    "extensionAttribute1",
    "extensionAttribute2",
    "extensionAttribute3",
    "extensionAttribute4",
    "extensionAttribute5",
    "extensionAttribute6",
    "extensionAttribute7",
    "extensionAttribute8",
    "extensionAttribute9",
    "extensionAttribute10",
    "extensionAttribute11",
    "extensionAttribute12",
    "extensionAttribute13",
    "extensionAttribute14",
    "extensionAttribute15",
];

/// `extensionAttribute1` to `extensionAttribute15`.
pub(super) fn extension_attributes() -> impl Iterator<Item = &'static str> {
    NAMES.iter().copied().filter(|name| name.starts_with("extensionAttribute"))
}

/// The name of an attribute.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Name {
    /// One of [`NAMES`].
    Known(u8),
    /// Any other.
    Other(Box<str>),
}

impl Name {
    /// The known name with that number.
    pub(super) fn numbered(number: u64) -> Option<Self> {
        let number = u8::try_from(number).ok()?;
        NAMES.get(usize::from(number)).map(|_| Self::Known(number))
    }

    /// As mappings write it.
    fn text(&self) -> &str {
        match self {
            Self::Known(number) => NAMES[usize::from(*number)],
            Self::Other(name) => name,
        }
    }
}

impl From<Cow<'_, str>> for Name {
    fn from(name: Cow<str>) -> Self {
        let number =
            NAMES.iter().position(|known| **known == name).and_then(|number| u8::try_from(number).ok());
        number.map_or_else(|| Self::Other(name.into()), Self::Known)
    }
}

/// Values by name, in the order in which they came. The order does not count when they are compared.
#[derive(Clone, Default)]
pub struct Attributes(Vec<(Name, Value)>);

impl Attributes {
    /// None yet, and room for so many.
    pub fn with_capacity(many: usize) -> Self {
        Self(Vec::with_capacity(many))
    }

    /// The value of that name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(known, _)| known.text() == name).map(|(_, value)| value)
    }

    /// Whether there is a value of that name.
    pub fn contains_key(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Enters a value; the one that was there before.
    pub fn insert(&mut self, name: &str, value: Value) -> Option<Value> {
        match self.0.iter_mut().find(|(known, _)| known.text() == name) {
            Some((_, before)) => Some(std::mem::replace(before, value)),
            None => {
                self.0.push((Cow::Borrowed(name).into(), value));
                None
            }
        }
    }

    /// Enters all of these values.
    pub fn merge(&mut self, others: &Self) {
        for (name, value) in others.iter() {
            self.insert(name, value.clone());
        }
    }

    /// Takes a value out.
    pub fn remove(&mut self, name: &str) {
        self.0.retain(|(known, _)| known.text() != name);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Names and values.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.text(), value))
    }

    /// The same, with names that may be numbers.
    pub(super) fn entries(&self) -> &[(Name, Value)] {
        &self.0
    }

    /// Adds a value whose name nothing has yet.
    pub(super) fn push(&mut self, name: Name, value: Value) {
        self.0.push((name, value));
    }
}

impl PartialEq for Attributes {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|(name, value)| other.get(name) == Some(value))
    }
}

impl FromIterator<(String, Value)> for Attributes {
    fn from_iter<T: IntoIterator<Item = (String, Value)>>(values: T) -> Self {
        let mut attributes = Self::default();
        for (name, value) in values {
            attributes.insert(&name, value);
        }
        attributes
    }
}

impl fmt::Debug for Attributes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn attributes(values: Value) -> Attributes {
        values.as_object().unwrap().clone().into_iter().collect()
    }

    #[test]
    fn values_are_found_by_name_and_compared_without_order() {
        let mut mira = attributes(json!({"mail": "mira@tern.example", "shoeSize": 38}));
        assert_eq!((mira.get("mail"), mira.get("Mail")), (Some(&json!("mira@tern.example")), None));
        assert_eq!(mira.insert("shoeSize", json!(39)), Some(json!(38)));
        assert_eq!(mira, attributes(json!({"shoeSize": 39, "mail": "mira@tern.example"})));
        mira.merge(&attributes(json!({"mail": "m@tern.example", "city": "Bergen"})));
        mira.remove("shoeSize");
        assert_eq!(mira, attributes(json!({"city": "Bergen", "mail": "m@tern.example"})));
        assert_eq!(mira.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["mail", "city"]);
        assert_ne!(mira, attributes(json!({"mail": "m@tern.example"})));
        assert_ne!(mira, attributes(json!({"mail": "m@tern.example", "country": "Bergen"})));
        assert!(mira.contains_key("city") && !mira.contains_key("shoeSize") && !mira.is_empty());
    }

    #[test]
    fn every_known_name_has_one_number() {
        for (number, name) in NAMES.iter().enumerate() {
            let numbered = Name::numbered(number as u64);
            assert!(numbered.is_some() && numbered == Some(Cow::Borrowed(*name).into()), "{name}");
        }
        assert!(Name::numbered(NAMES.len() as u64).is_none());
    }
}
