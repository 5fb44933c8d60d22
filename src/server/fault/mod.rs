//! Faults: small deviations a real server could ship, each declared with the checks it must make fail.
//!
//! A fault names a behaviour and never a check: the branch stands where a real server would have the bug. The
//! checks are written down here before anything is run; the fault matrix compares them with what failed.

mod auth;
mod bulk;
mod connection;
mod discovery;
mod errors;
mod filters;
mod gallery;
mod groups;
mod lists;
mod me;
mod membership;
mod modify;
mod patch;
mod query;
mod removal;
mod replace;
mod resources;
mod suite;
mod transport;
mod users;
mod validator;
mod versions;
mod wire;

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What is known about a fault.
#[derive(Debug, Clone, Copy)]
pub struct FaultInfo {
    /// The deviation.
    pub fault: Fault,
    /// Its name on the command line.
    pub id: &'static str,
    /// What this server does wrong.
    pub title: &'static str,
    /// The requirement it breaks.
    pub breaks: &'static str,
    /// The suite under which it shows: built in, or a file of the repository.
    pub suite: &'static str,
    /// The checks that must fail.
    pub must_fail: &'static [&'static str],
}

impl FaultInfo {
    /// Whether it shows over https only.
    pub fn needs_tls(&self) -> bool {
        self.id.starts_with("tls-")
    }

    /// Whether it shows under load only.
    pub fn needs_load(&self) -> bool {
        self.id.starts_with("load-")
    }
}

/// Every fault, by area.
pub static FAULTS: LazyLock<Vec<FaultInfo>> = LazyLock::new(|| {
    let areas = [
        auth::FAULTS,
        transport::FAULTS,
        query::FAULTS,
        users::FAULTS,
        patch::FAULTS,
        groups::FAULTS,
        errors::FAULTS,
        suite::FAULTS,
        discovery::FAULTS,
        resources::FAULTS,
        filters::FAULTS,
        lists::FAULTS,
        modify::FAULTS,
        replace::FAULTS,
        removal::FAULTS,
        membership::FAULTS,
        wire::FAULTS,
        connection::FAULTS,
        versions::FAULTS,
        bulk::FAULTS,
        me::FAULTS,
        gallery::FAULTS,
        validator::FAULTS,
    ];
    areas.concat()
});

macro_rules! faults {
    ($($name:ident),* $(,)?) => {
        /// A deviation; [`FAULTS`] says what each one does.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "the registry says what each one does")]
        pub enum Fault { $($name),* }

        #[cfg(test)]
        const ALL: &[Fault] = &[$(Fault::$name),*];
    };
}

faults! {
    // auth
    CreateNeedsOtherScope, NoTokenAccepted, AnyTokenAccepted, BadTokenForbidden, RefusedWriteCarriedOut,
    // transport
    DeleteNeedsContentType, ScimJsonRefused, CharsetRefused, PlainJsonAnswers, StaleReads,
    Overloaded,
    // query
    NoMatchNotFound, NoMatchBadRequest, BareArray, TotalResultsString, ListWithoutUrn, ListWithoutIds,
    PlusKept, PlusKeptInValues, PercentDecodedTwice, UserNameCaseSensitive, IdFilterRefused,
    UserNameFilterMisses, ExternalIdFilterRefused, WorkEmailFilterRefused, InactiveHidden, DeletedListed,
    EqualsAsPrefix, SparseHits, FilterIgnored,
    // users
    CreateOk, CreateNoContent, CreateWithoutBody, PhoneNumbersReformatted, UserNameLowerCased, NonAsciiLost,
    DuplicateBadRequest, DuplicateCreated, MetaRefused, EmptyRolesRefused, GetByIdAsList, GetByIdOtherId,
    UnknownIdEmpty, UnknownIdServerError, DeleteAccepted, DeleteServerError, DeletedIdGone, DeletedIdReadable,
    UserNameStaysReserved, RecreatedWithOldId, ManagerAsString, ActiveAsString, ReactivationNewId,
    // patch
    PatchNamesExact, OpLowerCaseOnly, PlainReplaceWithoutEffect, OnlyFirstOperation, PatchNotAtomic,
    SubAttributePathRefused, UrnPathRefused, ValueFilterReplaceWithoutEffect, ValueFilterAddNoTarget,
    OtherElementsDropped, ElementPerOperation, NoPathPlainIgnored, NoPathDottedIgnored, NoPathUrnIgnored,
    NoPathMixedIgnored, ActiveStringRefused, ActiveStringTruthy, ActiveBooleanRefused, ManagerStringRefused,
    ManagerClearRefused, ValueFilterReplaceNoTarget,
    // groups
    GroupNoMatchNotFound, GroupCreateOk, AdscimRefused, GroupDuplicateCreated, GroupDuplicateBadRequest,
    ExcludedMembersIgnored, GroupNameFilterMisses, GroupExternalIdFilterRefused, GroupRenameWithoutEffect,
    NullRefRefused, OnlyFirstMember, MemberListRemoveEmpties, RemoveByFilterWithoutEffect, RemoveByFilterEmpties,
    DisableDropsMemberships, GroupDeleteKept, GroupDeleteAccepted,
    // errors
    MalformedBodyServerError, MalformedFilterIgnored, HtmlErrors, ForeignErrorMessage, ErrorStatusNumber,
    // suite and discovery
    TitleDropped, TitleNotPatchable, RequiredNotEnforced, RequiredServerError, OtherFiltersRefused,
    SchemasMissing, SchemasBareArray,
    // discovery
    // end of discovery
    // resources
    // end of resources
    // filters
    // end of filters
    // lists
    // end of lists
    // modify
    // end of modify
    // replace
    // end of replace
    // removal
    // end of removal
    // membership
    // end of membership
    // wire
    AcceptJsonRefused, PlainJsonUnread, SchemeCaseSensitive, AnyVersionServed, TrailingSlashRedirected,
    UnknownPathFound, UnknownPathWavers, ConfigNeedsUser, OptionsServerError, UnknownParameterRefused,
    MalformedReplaceServerError, EmptyBodyServerError, ArrayUnwrapped, XmlServerError,
    PutOnCollectionCreates, NoAllowHeader, NotFoundScimType, StackTraceInDetail, HeadersInDetail, ReadsTouch,
    DeepJsonServerError, MarkupStripped, RareLettersLost, SchemasFirstDemanded, NoChallenge, BareChallenge,
    GatewayRefusals, EmptyTokenAccepted, OpenReplace, DoubledErrors, TlsOnlyChacha, TlsCbcPreferred,
    TlsWeakKey, TlsOldVersions, TlsPlainOpen, TlsPlainChallenge, LoadLimited, LoadLimitedSilently,
    // end of wire
    // versions
    // end of versions
    // bulk
    // end of bulk
    // me
    // end of me
    // gallery
    // end of gallery
    // validator
    // end of validator
}

impl Fault {
    /// The fault with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        FAULTS.iter().find(|info| info.id == id).map(|info| info.fault)
    }

    /// What is known about it.
    pub fn info(self) -> Option<&'static FaultInfo> {
        FAULTS.iter().find(|info| info.fault == self)
    }
}

/// The faults a tenant has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FaultSet(BTreeSet<Fault>);

impl FaultSet {
    /// Whether the tenant has this fault.
    pub fn has(&self, fault: Fault) -> bool {
        self.0.contains(&fault)
    }

    /// Adds a fault.
    pub fn insert(&mut self, fault: Fault) {
        self.0.insert(fault);
    }

    /// Whether the tenant is healthy.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<Fault> for FaultSet {
    fn from_iter<I: IntoIterator<Item = Fault>>(faults: I) -> Self {
        Self(faults.into_iter().collect())
    }
}

impl From<Fault> for FaultSet {
    fn from(fault: Fault) -> Self {
        Self::from_iter([fault])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_registered_once() {
        for fault in ALL {
            assert_eq!(FAULTS.iter().filter(|info| info.fault == *fault).count(), 1, "{fault:?}");
        }
        assert_eq!(FAULTS.len(), ALL.len());
    }

    #[test]
    fn ids_are_unique_and_kebab_case() {
        let ids: BTreeSet<_> = FAULTS.iter().map(|info| info.id).collect();
        assert_eq!(ids.len(), FAULTS.len());
        for id in ids {
            assert!(
                id.split('-').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase())),
                "{id}"
            );
            assert_eq!(Fault::from_id(id).and_then(Fault::info).map(|info| info.id), Some(id));
        }
    }

    #[test]
    fn every_fault_says_what_it_breaks() {
        for info in FAULTS.iter() {
            let requirement = info.breaks.starts_with("E-") || info.breaks.starts_with("RFC 76");
            assert!(requirement && !info.must_fail.is_empty(), "{}", info.id);
            assert!(info.must_fail.iter().all(|check| check.contains('/')), "{}", info.id);
            assert!(info.title.starts_with(char::is_lowercase) && !info.title.ends_with('.'), "{}", info.id);
        }
    }
}
