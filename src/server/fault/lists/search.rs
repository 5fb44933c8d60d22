//! Faults of queries by POST.

use crate::server::fault::{Fault, FaultInfo};

pub(super) const FAULTS: &[FaultInfo] = &[
    FaultInfo {
        fault: Fault::SearchWithoutUrn,
        id: "search-without-urn",
        title: "leaves the schema out of the answer to a search",
        breaks: "RFC 7644 §3.4.3",
        suite: "entra",
        must_fail: &["search/list-response"],
    },
    FaultInfo {
        fault: Fault::SearchCreated,
        id: "search-created",
        title: "answers 201 to a search",
        breaks: "RFC 7644 §3.4.3",
        suite: "entra",
        must_fail: &["search/answers-200"],
    },
    FaultInfo {
        fault: Fault::RootSearchUsersOnly,
        id: "root-search-users-only",
        title: "searches for users alone at the base URL",
        breaks: "RFC 7644 §3.4.3",
        suite: "entra",
        must_fail: &["search/root"],
    },
    FaultInfo {
        fault: Fault::SearchAnyUrn,
        id: "search-any-urn",
        title: "takes any body for a search",
        breaks: "RFC 7644 §3.4.3",
        suite: "entra",
        must_fail: &["search/wrong-schema"],
    },
    FaultInfo {
        fault: Fault::SearchBadFilterIgnored,
        id: "search-bad-filter-ignored",
        title: "searches without the filter when it cannot read it",
        breaks: "RFC 7644 §3.4.2.2",
        suite: "entra",
        must_fail: &["search/bad-operator"],
    },
    FaultInfo {
        fault: Fault::SearchFilterIgnored,
        id: "search-filter-ignored",
        title: "does not read the filter of a search",
        breaks: "RFC 7644 §3.4.3",
        suite: "entra",
        must_fail: &["search/same-as-get"],
    },
    FaultInfo {
        fault: Fault::SearchAttributesIgnored,
        id: "search-attributes-ignored",
        title: "does not read attributes and excludedAttributes of a search",
        breaks: "RFC 7644 §3.4.3",
        suite: "entra",
        must_fail: &["search/projection"],
    },
    FaultInfo {
        fault: Fault::SearchSortIgnored,
        id: "search-sort-ignored",
        title: "does not read sortBy of a search",
        breaks: "RFC 7644 §3.4.3",
        suite: "entra",
        must_fail: &["search/sorting"],
    },
    FaultInfo {
        fault: Fault::SearchPagingIgnored,
        id: "search-paging-ignored",
        title: "does not read startIndex and count of a search",
        breaks: "RFC 7644 §3.4.3",
        suite: "entra",
        must_fail: &["search/paging"],
    },
];
