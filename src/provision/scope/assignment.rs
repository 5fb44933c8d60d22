//! Whether an object's assignments make it one to provision.
//!
//! It reads role ids; that members of an assigned group have its role is worked out by the state.

use serde::{Deserialize, Serialize};

use crate::provision::object::DEFAULT_ACCESS;

/// Who is provisioned, filters aside.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Assigned users and groups only.
    #[default]
    Assigned,
    /// Every user and group of the directory.
    All,
}

/// Whether the role *Default Access* alone makes an object one to provision.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DefaultAccess {
    /// It does, as everywhere since July 2020 (Microsoft Learn, "No users are being provisioned").
    #[default]
    Provisioned,
    /// It does not, as older tutorials say.
    Excluded,
}

/// Whether an object is assigned in a way that entitles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entitlement {
    /// It is, or everything is in scope.
    Entitled,
    /// It holds no role of the application.
    NotAssigned,
    /// It holds the role Default Access alone, and that does not count here.
    DefaultAccessOnly,
}

/// Whether these effective role ids entitle their holder.
pub fn entitled(scope: Scope, assignments: &[String], default_access: DefaultAccess) -> Entitlement {
    let only_default = || assignments.iter().all(|role| role.eq_ignore_ascii_case(DEFAULT_ACCESS));
    if scope == Scope::All {
        Entitlement::Entitled
    } else if assignments.is_empty() {
        Entitlement::NotAssigned
    } else if default_access == DefaultAccess::Excluded && only_default() {
        Entitlement::DefaultAccessOnly
    } else {
        Entitlement::Entitled
    }
}

impl Entitlement {
    /// Whether it entitles.
    pub fn is_entitled(self) -> bool {
        self == Self::Entitled
    }

    /// Whether it holds any role at all; the log's detail `Assigned`.
    pub fn is_assigned(self) -> bool {
        self != Self::NotAssigned
    }

    /// What the log says of it, where it does not entitle.
    pub fn sentence(self) -> Option<&'static str> {
        match self {
            Self::Entitled => None,
            Self::NotAssigned => Some(
                "It is not assigned to the application, neither directly nor as a direct member of an assigned group.",
            ),
            Self::DefaultAccessOnly => Some(
                "It is assigned with the Default Access role alone, which the app's tutorial says is not provisioned. \
                 By newer Entra documentation such users have been provisioned since July 2020; \
                 default_access = \"provisioned\" in the job file does the same.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_entitled() {
        let admin = "5b7e1f0a-0000-4000-8000-000000000001".to_owned();
        let default = [DEFAULT_ACCESS.to_owned()];
        let both = [DEFAULT_ACCESS.to_owned(), admin.clone()];
        for (scope, assignments, default_access, expected) in [
            (Scope::Assigned, &[][..], DefaultAccess::Provisioned, Entitlement::NotAssigned),
            (Scope::Assigned, &[][..], DefaultAccess::Excluded, Entitlement::NotAssigned),
            (Scope::Assigned, &default, DefaultAccess::Provisioned, Entitlement::Entitled),
            (Scope::Assigned, &default, DefaultAccess::Excluded, Entitlement::DefaultAccessOnly),
            (Scope::Assigned, &both, DefaultAccess::Excluded, Entitlement::Entitled),
            (Scope::Assigned, &[admin], DefaultAccess::Excluded, Entitlement::Entitled),
            (Scope::All, &[], DefaultAccess::Excluded, Entitlement::Entitled),
            (Scope::All, &default, DefaultAccess::Excluded, Entitlement::Entitled),
        ] {
            assert_eq!(entitled(scope, assignments, default_access), expected, "{scope:?} {assignments:?}");
        }
    }

    #[test]
    fn the_log_says_why_not() {
        assert!(Entitlement::Entitled.sentence().is_none() && Entitlement::Entitled.is_entitled());
        assert!(!Entitlement::NotAssigned.is_assigned() && Entitlement::DefaultAccessOnly.is_assigned());
        assert!(Entitlement::NotAssigned.sentence().unwrap().contains("not assigned"));
        assert!(Entitlement::DefaultAccessOnly.sentence().unwrap().contains("since July 2020"));
    }
}
