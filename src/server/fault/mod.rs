//! Faults: small deviations a real server could ship, each declared with the checks it must make fail.
//!
//! A fault names a behaviour and never a check: the branch stands where a real server would have the bug. The
//! checks are written down here before anything is run; the fault matrix compares them with what failed.

mod auth;
mod bulk;
mod connection;
mod creation;
mod discovery;
mod errors;
mod filters;
mod gallery;
mod groups;
mod lists;
mod me;
mod membership;
mod modify;
mod modify_add;
mod modify_remove;
mod modify_replace;
mod patch;
mod query;
mod removal;
mod replace;
mod resources;
mod schemas;
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
        schemas::FAULTS,
        resources::FAULTS,
        creation::FAULTS,
        filters::FAULTS,
        &lists::FAULTS,
        modify::FAULTS,
        modify_add::FAULTS,
        modify_remove::FAULTS,
        modify_replace::FAULTS,
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
    GroupExtensionDropped, SchemasMissing, SchemasBareArray,
    // discovery
        ConfigAsList, ConfigOldUrn, ResourceTypesBareArray, ResourceTypeWithoutSchemas,
    ResourceTypeAloneDiffers, UnknownResourceTypeEmpty, SchemaAloneAsList, UnknownSchemaBadRequest,
    ResourceTypesTotal, SchemasPaged, DiscoveryFilterIgnored, ConfigPatchAccepted, ConfigWithTime,
    GroupEndpointWrong, EndpointsAbsolute, GroupTypeMissing, MessageSchemaListed, SchemaWithoutLocation,
    ConfigWithoutPatch, BulkWithoutPayloadSize, MaxResultsString, ConfigWithoutPassword,
    SchemeWithoutDescription, SchemeTypeBearer, DocumentationRelative, TwoPrimarySchemes, PatchDenied,
    FilterDenied, SortRefused, BulkDenied, GroupsWithoutEtag, MaxResultsExceeded, SchemeBasicOnly,
    PageSizeString, SchemaWithoutAttributes, SchemaWithoutName, SchemaNamesItself, TypeText,
    KeywordLowerCase, AttributeNameDigit, ComplexWithoutParts, NestedComplex, ReferenceWithoutTypes,
    NameTwice, UserNameNotUnique, GroupNameUndeclared, GroupNameOptional, PasswordReadable, IdWritable,
    UserGroupsWritable, MemberValueWritable, ExtensionInCore, ExtensionForeignUrn,
    ResourceTypeWithoutName, ExtensionWithoutRequired, ExtensionUnpublished, EnterpriseUnpublished,
    EnterpriseUnnamed, FaxUndeclared, SchemaNulls, EmailDisplayDeclared, TypeTwice, UndeclaredAttribute,
    EmployeeNumberInteger, MembersSingleValued, EnterpriseRequired,
    // end of discovery
    // resources
    ListWithoutSchemas, ExtensionUrnTwice, ForeignSchemaListed, CoreUrnOmitted, ExtensionUrnsOmitted,
    ReservedIds, PatchAnswerOtherId, IdsPerType, MetaWithoutCreated,
    ResourceTypeLowerCase, DatesWithBlank, DatesWithoutZone, TwoClockReadings, LastModifiedFrozen,
    NoOpTouches, CreatedMoves, LocationWithoutPlural, LocationElsewhere, ContentLocationElsewhere,
    PasswordMasked, SeveralPrimariesKept, DuplicateValuesKept, RefWithoutPlural, CertificateAsPem,
    NamesLowerCased, PrimaryAsText, IntegersAsText, MetaDemanded, CreateWithoutLocation,
    LocationHeaderElsewhere, ReadOnlyRefused, ClientGroupsKept, ClientIdKept, ClientMetaKept,
    DefaultsMissingInAnswer, DuplicateWithoutScimType, DuplicateCaseMissed, DuplicateOverwrites,
    UserNameOptional, UserNameMadeUp, EmptyUserNameStored, MissingSchemasAccepted, SchemasEchoed,
    WrongTypeStored, WrongTypeServerError, DefaultActiveUnstored, InactiveCreatedActive, ActiveWordTruthy,
    SharedExternalIdRefused, ExternalIdInvented, LongUserNameTruncated, KindBySchemas, PostToIdReplaces,
    RacingCreates, PrimaryWordRefused, SchemasOrderMatters, UnknownAttributeServerError,
    UnknownAttributeEchoed, CreateNamesExact, NullRefused, NullsStoredAsText, NullsStoredAsEmptyText,
    LongIdServerError, IdsOfAnyKind, ListRelativeLocations, PublicCaching, EnterpriseFlattened,
    EmptyEnterpriseRefused, UnlistedUrnIgnored, UndeclaredUrnServerError, UrnSplitAtDot,
    ManagerTextRefusedOnCreate, UnknownManagerServerError, RequiredExtensionOptional,
    // end of resources
    // filters
    ContainsAsPrefix, StartsWithAsContains, EndsWithAsContains, NotEqualMatchesAll, FalseReadAsTrue,
    QuotedBooleanMatchesAll, ZoneIgnored, PresentAlways, GreaterIncludesEqual, OrderOfBooleansAccepted,
    AndTakesLast, OrTakesFirst, LeftToRight, ParenthesesIgnored, NotIgnored, OperatorsExact,
    FilterNamesExact, CoreUrnInFilterRefused, ExtensionFilterMisses, NamePartsMixed, ValuePathAcrossValues,
    ValuePathAlwaysEquals, EscapesKept, QuerySplitLate, FilterTailIgnored, UnknownOperatorGuessed,
    UnknownAttributeMatchesAll, UnquotedMatchesAll, NullMatchesAll, MembersValueIgnored,
    ManagerFilterRefused, MembersFilterRefused, ExcludedIgnoredWithFilter, LongFilterServerError,
    ResourceTypeIgnored, ExternalIdIgnoresCase, DisplayNameCaseSensitive,
    OnlyPrimaryFiltered, BareEmailsMatchAll, WorkEmailOfAnyType, SchemasFilterIgnored, ContainsRefused,
    DisplayNameDropped,
    // end of filters
    // lists
    PageWithoutUrn, UnboundedListRefused, TotalCountsPage, TotalCountsEveryone, EmptyResourcesNull,
    PageWithoutItemsPerPage, ItemsPerPageRequested, CountIgnored, CountZeroUnlimited,
    NegativeCountRefused, StartZeroRefused, BeyondTheEndNotFound, StartIndexFixed, StartIndexFromZero,
    LaterPageNotFound, GroupStartIndexFixed, OrderChanges, LargeCountRefused, CountNotANumberServerError, ListWithoutMeta, RootListUsersOnly, SortIgnored, SortOrderIgnored,
    SortCaseExact, SortByFirstEmail, SortMissingFirst, SortDropsMissing, SortByDatesIgnored,
    IdSortDirectionIgnored, SortUnknownServerError, SortWithinPage, SortByPartIgnored,
    NamedAttributeDropped, ReadAttributesIgnored, AttributesDropId, AttributesDropSchemas,
    ExcludedIdDropped, SubAttributeWhole, ElementSubAttributeWhole, ExtensionAttributeDropped,
    ExtensionUrnServerError, ExcludedAttributesIgnored, BothParametersServerError, WriteAnswersWhole,
    PatchAnswersEmpty, UnknownNameWhole, AttributeNamesExact, OnlyFirstAttribute, ExcludedPartDropsWhole,
    ListAttributesIgnored, PasswordWhenNamed, SearchWithoutUrn, SearchCreated, RootSearchUsersOnly, SearchAnyUrn,
    SearchBadFilterIgnored, SearchFilterIgnored, SearchAttributesIgnored, SearchSortIgnored,
    SearchPagingIgnored, CursorFirstWithoutNext, CursorRepeats, CursorNeverEnds, PreviousCursorOnFirst,
    UnknownCursorRestarts, CursorNegativeCountRefused, CursorCountOfFirstPage, SearchCursorIgnored,
    DefaultCursorUnkept, CursorPadded, CursorCountZeroUnlimited,
    // end of lists
    // modify
    PatchNotAdvertised, PatchAnswerPartial, PatchAnswerStale, PatchSchemasUnchecked,
    PatchWithoutOperationsAccepted, UnknownOpIgnored, UnknownPathIgnored, UnknownPathServerError,
    UndeclaredExtensionDropped, MalformedPathIgnored, MalformedPathUntyped, ReadOnlyReplaceIgnored,
    WrongTypeDropped, MismatchUnexplained, PatchErrorForeign, PatchUnknownIdBadRequest, PrimaryNotReset,
    CoreUrnPathRefused, OperationsCutOff, RemovesAppliedLast, UnchangedReplaceRefused,
    PatchUserNameInUseAccepted, ImmutableMemberChanged, ActiveAddIgnored, ActiveNoPathIgnored,
    ManagerObjectRefused, ManagerArrayRefused, ManagerNameStored, ManagerEmptyObjectRefused,
    QuotedPrimaryNeverMatches, RoleTextServerError, RolesReplaceAdds, EmptyStringRefused, NullValueRefused,
    LongPatchRefused, AddUnsetIgnored, AddSetIgnored, AddComplexRefused, AddDottedIgnored, AddReplacesList,
    AddDuplicates, AddNoPathIgnored, AddExtensionObjectIgnored, AddWithoutValueIgnored,
    AddBareObjectRefused, AddByFilterAppends, ExtensionContainerNotMade, SchemasNotExtended,
    AddExternalIdIgnored, RemoveTextIgnored, RemoveListTakesFirst, RemoveByFilterTakesAll,
    RemoveSubTakesElement, RemoveWithoutPathIgnored, RemoveRequiredInvalidValue, RemoveUnsetServerError,
    RemoveUrnTakesExtension, LastValueLeavesType, LastExtensionAttributeKept, PathFilterAndAsOr,
    RemoveReadOnlyIgnored, ReplaceUnsetNoTarget, ReplaceListAppends, SubReplaceDropsSiblings,
    ElementReplaceDropsOthers, NoPathEmptiesLists, ReplaceExtensionObjectIgnored, EmptyListReplaceIgnored,
    ReplaceComplexWhole, FirstMatchOnly, ReplaceNoMatchInvalidPath, ManagerStringDropped,
    // end of modify
    // replace
    PutNotOffered, PutNoContent, PutTitleKept, PutDemandsEverything, PutDifferingMetaRefused,
    PutTakesCreated, PutOwnIdRefused, PutMovesId, PutCreates, PutWithoutNameAccepted, PutNullKept,
    PutEmptyListKept, PutExternalIdKept, PutPasswordShown, PutTakenNameAccepted, PutAddsMembers,
    PutWrongMembersEmpty,
    // end of replace
    // removal
    SecondDeleteAccepted, PatchOfDeletedAccepted, PutOfDeletedRevives, UnknownDeleteServerError,
    DeleteNeedsAccept, TypedDeleteRefused, ReportLostWithManager, GroupLostWithMember,
    GroupDeleteTakesMembers, RestoreLosesTitle, DisabledNameFree, SecondDisableRefused,
    DisabledDeleteNotFound,
    // end of removal
    // membership
    CreateDropsMembers, NamelessGroupCreated, OnlyFirstMemberOperation, RemoveAllWithoutEffect,
    ReplaceAddsMembers, PresentMemberRefused, UnmatchedRemoveEmpties, UnknownMemberServerError,
    MemberAddNotAtomic, MemberAddressOfGroup, UserGroupsByName, UserGroupsWritten, NestedGroupIgnored,
    RenameDropsMembers, GroupExternalIdKept, GroupPathLessIgnored, GroupNameCaseSensitive,
    MemberFilterIgnored, FoundGroupWithoutMembers, GroupPatchListsMembers,
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
    EtagHeaderMissing, VersionDiffersFromEtag, VersionUnquoted, VersionPerAnswer, VersionNeverChanges,
    IfNoneMatchIgnored, IfNoneMatchAlwaysMet, WeakVersionsNeverMatch, IfMatchIgnoredByPut, IfMatchAnyRefused,
    PatchAnswersOldVersion, ConditionCheckedEarly,
    // end of versions
    // bulk
    BulkAdvertisedOnly, BulkAnswerWithoutUrn, BulkCreateOk, BulkStatusNumber, BulkIdNotReturned,
    BulkWithoutLocation, BulkPatchWantsBareList, BulkStopsAtError, BulkErrorWithoutResponse,
    FailOnErrorsIgnored, BulkMemberReferenceDropped, BulkForwardReferenceDropped, BulkExtensionReferenceKept,
    BulkCircleRefused, BulkUnresolvedKept, BulkIdOptional, BulkOperationsUnlimited, BulkPayloadUnlimited,
    BulkLimitUnnamed, BulkAnyMessage, BulkForeignAddresses, BulkWithoutToken, BulkVersionIgnored,
    // end of bulk
    // me
    MeNotFound, MeLocatedAtItself, MeNewestUser,
    // end of me
    // gallery
    GroupUpdateDropsExternalId, TokenLivesAYear, AnyClientSecretAccepted,
    // end of gallery
    // validator
    CharsetGarblesCreate, ConflictBreaksOnCharset, HitsWithoutSchemas, UserFoundByLocalPart,
    FilterValueNotFolded, PatchOperationLimit, NoPathFirstMembersOnly, NoPathUserNameIgnored,
    ManagerDisableRefused, AddToAbsentIgnored, ManagerObjectAddRefused, ManagerObjectReplaceIgnored,
    ManagerRemoveIgnored, DisabledDeleteRefused, LeanGroupReadJoins, LeanGroupQueryJoins,
    WholeGroupQueryRefused, GroupFoundByEnd, GroupNeedsExternalId,
    GroupDuplicateByExternalId, GroupExternalIdNoPathIgnored, GroupNameNoPathIgnored, MembersReplaceRefused,
    LastMemberKept, GroupWithMembersDeleteRefused, RemoveBesideOthersIgnored, UnknownDeleteNoContent, SecondDeleteNoContent, GroupFirstOperationOnly,
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
            let requirement = ["E-", "RFC ", "T-"].iter().any(|kind| info.breaks.starts_with(kind));
            assert!(requirement && !info.must_fail.is_empty(), "{}", info.id);
            assert!(info.must_fail.iter().all(|check| check.contains('/')), "{}", info.id);
            assert!(info.title.starts_with(char::is_lowercase) && !info.title.ends_with('.'), "{}", info.id);
        }
    }
}
