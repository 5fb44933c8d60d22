//! The operators of scoping filters and how they are spelled.

use std::fmt;
use std::str::FromStr;

use super::FilterError;
use crate::text::nearest;

/// An operator of a scoping filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// The value is this text.
    Equals,
    /// The value is another text.
    NotEquals,
    /// The boolean is true.
    IsTrue,
    /// The boolean is false.
    IsFalse,
    /// There is no value.
    IsNull,
    /// There is a value.
    IsNotNull,
    /// A .NET regular expression matches.
    RegexMatch,
    /// A .NET regular expression does not match.
    NotRegexMatch,
    /// The whole number is greater.
    GreaterThan,
    /// The whole number is as great or greater.
    GreaterThanOrEquals,
    /// The value contains this text.
    Includes,
    /// The value ends with this text.
    EndsWith,
    /// The value is a part of this text.
    Within,
    /// The value is no part of this text.
    NotWithin,
}

/// Every operator with the name that the portal shows and Microsoft Graph's schema carries.
const NAMES: [(Operator, &str); 14] = [
    (Operator::Equals, "EQUALS"),
    (Operator::NotEquals, "NOT EQUALS"),
    (Operator::IsTrue, "IS TRUE"),
    (Operator::IsFalse, "IS FALSE"),
    (Operator::IsNull, "IS NULL"),
    (Operator::IsNotNull, "IS NOT NULL"),
    (Operator::RegexMatch, "REGEX MATCH"),
    (Operator::NotRegexMatch, "NOT REGEX MATCH"),
    (Operator::GreaterThan, "Greater_Than"),
    (Operator::GreaterThanOrEquals, "Greater_Than_OR_EQUALS"),
    (Operator::Includes, "Includes"),
    (Operator::EndsWith, "ENDS_WITH"),
    (Operator::Within, "&"),
    (Operator::NotWithin, "!&"),
];

impl Operator {
    /// The names of all operators.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(_, name)| *name)
    }

    /// The name the portal shows.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(operator, _)| *operator == self).map_or("", |(_, name)| name)
    }

    /// Whether a clause with it holds a value.
    pub fn takes_value(self) -> bool {
        !matches!(self, Self::IsTrue | Self::IsFalse | Self::IsNull | Self::IsNotNull)
    }

    /// Whether it is the opposite of another operator.
    pub(super) fn is_negative(self) -> bool {
        matches!(self, Self::NotEquals | Self::NotRegexMatch | Self::NotWithin)
    }
}

impl FromStr for Operator {
    type Err = FilterError;

    /// Reads the portal's and the schema's spelling alike: letter case, spaces and underscores do not matter.
    fn from_str(text: &str) -> Result<Self, FilterError> {
        let plain = plain(text);
        let found = NAMES.iter().find(|(_, name)| self::plain(name) == plain);
        found.map(|(operator, _)| *operator).ok_or_else(|| unknown(text, &plain))
    }
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '_').flat_map(char::to_uppercase).collect()
}

fn unknown(text: &str, plain: &str) -> FilterError {
    if plain == "ISMEMBEROF" {
        return FilterError::new(
            "a scoping filter cannot ask for group membership (IsMemberOf)",
            "assign the group to the application instead",
        );
    }
    let help = match nearest(text, Operator::names()) {
        Some(name) => format!("did you mean '{name}'?"),
        None => format!("the operators are {}", Operator::names().collect::<Vec<_>>().join(", ")),
    };
    FilterError::new(format!("there is no operator '{text}'"), help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_does_not_matter() {
        for (operator, name) in NAMES {
            let variants = [
                name.to_owned(),
                name.to_lowercase(),
                name.replace('_', " "),
                name.replace(' ', "_").to_uppercase(),
            ];
            for variant in variants {
                assert_eq!(variant.parse::<Operator>().unwrap(), operator, "{variant}");
            }
            assert_eq!(operator.to_string(), name);
        }
        assert_eq!("GreaterThanOrEquals".parse::<Operator>().unwrap(), Operator::GreaterThanOrEquals);
    }

    #[test]
    fn an_unknown_operator_names_the_nearest() {
        let error = "REGEX MATCHES".parse::<Operator>().unwrap_err();
        assert_eq!(error.to_string(), "there is no operator 'REGEX MATCHES'");
        assert_eq!(error.help, "did you mean 'REGEX MATCH'?");
        assert!(
            "LIKE".parse::<Operator>().unwrap_err().help.starts_with("the operators are EQUALS, NOT EQUALS")
        );
        assert!("isMemberOf".parse::<Operator>().unwrap_err().message.contains("group membership"));
    }
}
