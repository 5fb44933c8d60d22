//! The error codes of provisioning logs, in prose.
//!
//! Microsoft Learn describes them in "Analyze provisioning logs"; causes and fixes are told in our own words. Codes that
//! connectors of the gallery or cross-tenant synchronization write are declared for those who look one up.

use super::{Word, source};

/// Every error code.
pub const CODES: [Word; 43] = [
    Word {
        id: "Conflict",
        cause: "The app refused a change because another resource has the same value, usually one that has to be unique.",
        fix: "Correct the value in the directory or in the app, or change the mapping. The operation is tried again.",
        source: source::LOGS,
    },
    Word {
        id: "EntryConflict",
        cause: "The app refused to create the resource: it has one with the same unique value, which matching did not find.",
        fix: "Delete or correct the resource in the app, or match by the attribute in which the two agree. The operation is tried again.",
        source: source::LOGS,
    },
    Word {
        id: "TooManyRequests",
        cause: "The app answered 429: it takes fewer requests than were sent.",
        fix: "Nothing: it is tried again. Where it happens often, raise the app's limit (25 requests a second are asked for) or lower --rate and --jobs.",
        source: source::LOGS,
    },
    Word {
        id: "InternalServerError",
        cause: "The app failed with a 5xx status.",
        fix: "Nothing at first: it is tried again in the next cycle. If it stays, the app's own log of that moment says more.",
        source: source::LOGS,
    },
    Word {
        id: "InsufficientRights",
        cause: "The app knows the credential but does not let it do this (403).",
        fix: "Give the credential the right to read and write users and groups.",
        source: source::LOGS,
    },
    Word {
        id: "MethodNotAllowed",
        cause: "The app refuses the method at this address (405).",
        fix: "Implement the method, or correct the tenant URL.",
        source: source::LOGS,
    },
    Word {
        id: "NotPermitted",
        cause: "The app knows the credential but does not permit the operation.",
        fix: "Give the credential the right to do it.",
        source: source::LOGS,
    },
    Word {
        id: "Unauthorized",
        cause: "The app does not accept the credential (401).",
        fix: "Renew the credential; it may have expired or been withdrawn.",
        source: source::LOGS,
    },
    Word {
        id: "UnprocessableEntity",
        cause: "The app understood the request and refused its content (422), or its answer was unexpected.",
        fix: "The quoted answer says what it does not like; correct the app, or the mapping of that value.",
        source: source::LOGS,
    },
    Word {
        id: "WebExceptionProtocolError",
        cause: "There was no proper HTTP answer: the connection was refused or broke, or the headers were malformed.",
        fix: "Nothing at first: it is tried again. If it stays, look at the app's reachability with scimproof doctor.",
        source: source::LOGS,
    },
    Word {
        id: "Timeout",
        cause: "The app gave no answer in time.",
        fix: "Nothing at first: it is tried again. If it stays, the app has to answer faster.",
        source: source::LOGS,
    },
    Word {
        id: "InvalidAnchor",
        cause: "The resource that is linked to the object is gone from the app: its id answers 404.",
        fix: "Restart the job with its links reset, so that matching starts anew.",
        source: source::LOGS,
    },
    Word {
        id: "NotImplemented",
        cause: "The app does not implement the operation (501).",
        fix: "Implement it; which one it was stands in the log entry.",
        source: source::LOGS,
    },
    Word {
        id: "MandatoryFieldsMissing",
        cause: "The app demands an attribute that the request does not hold.",
        fix: "Give the attribute a value in the directory, or a default in the mapping.",
        source: source::LOGS,
    },
    Word {
        id: "MissingValues",
        cause: "The app demands values that are empty in the directory.",
        fix: "Give the attributes a value in the directory, or a default in the mapping.",
        source: source::LOGS,
    },
    Word {
        id: "SchemaAttributeNotFound",
        cause: "A mapping names a target attribute that the app does not know.",
        fix: "Correct or remove the mapping, or add the attribute to the app.",
        source: source::LOGS,
    },
    Word {
        id: "SchemaPropertyCanOnlyAcceptValue",
        cause: "The target attribute takes one value, and the source has several.",
        fix: "Map a source attribute with one value, leave one value in the directory, or remove the mapping.",
        source: source::LOGS,
    },
    Word {
        id: "InternalError",
        cause: "The provisioning service itself failed.",
        fix: "Nothing at first: it is tried again. If it stays with Entra, ask Microsoft's support; with scimproof, report it.",
        source: source::LOGS,
    },
    Word {
        id: "InvalidDomain",
        cause: "The app does not accept the domain of a user name or e-mail address.",
        fix: "Add the domain in the app, or map another attribute.",
        source: source::LOGS,
    },
    Word {
        id: "LicenseLimitExceeded",
        cause: "The app has no licence left for another account.",
        fix: "Buy or free licences in the app.",
        source: source::LOGS,
    },
    Word {
        id: "DuplicateTargetEntries",
        cause: "Several resources of the app match one object.",
        fix: "Leave one of them, or match by an attribute that is unique in the app.",
        source: source::LOGS,
    },
    Word {
        id: "DuplicateSourceEntries",
        cause: "Several objects of the directory have the same matching value.",
        fix: "Give each its own value, or match by an attribute that is unique in the directory.",
        source: source::LOGS,
    },
    Word {
        id: "UnresolvedReference",
        cause: "A manager or member is in scope but has no account in the app yet: its own operation failed, or it is disabled and was never provisioned. The reference waits.",
        fix: "Nothing, if that account follows; else mend what keeps it from being provisioned, or take it out of the scope.",
        source: source::OURS,
    },
    Word {
        id: "ImportSkipped",
        cause: "The object has no value for the matching attribute, so it can be neither found nor created.",
        fix: "Give it the value in the directory.",
        source: source::LOGS,
    },
    Word {
        id: "EntrySynchronizationSkipped",
        cause: "The object is not in scope; the steps of the entry say why.",
        fix: "Check its assignment and the scoping filters if it should be.",
        source: source::LOGS,
    },
    Word {
        id: "SystemForCrossDomainIdentityManagementMultipleEntriesInResponse",
        cause: "The app answered with several resources where one is due, or with the members of a group although they were excluded.",
        fix: "Implement excludedAttributes, and answer a query by a unique attribute with at most one resource.",
        source: source::LOGS,
    },
    Word {
        id: "SystemForCrossDomainIdentityManagementServiceIncompatible",
        cause: "The app's answer cannot be read as SCIM (no JSON, wrong types, HTML), or it refused the request as malformed (400).",
        fix: "The quoted answer says which; scimproof run judges the app request by request.",
        source: source::LOGS,
    },
    Word {
        id: "SystemForCrossDomainIdentityManagementServiceIncompatibleFiltering",
        cause: "The app does not support the filter of a matching query; it was seen after 409 as well.",
        fix: "Support eq filters on every matching attribute.",
        source: source::OBSERVED,
    },
    Word {
        id: "SystemForCrossDomainIdentityManagementBadResponse",
        cause: "The app's answer is malformed, of an unexpected status, or far too large.",
        fix: "Correct the answer; scimproof run shows what is expected.",
        source: source::OBSERVED,
    },
    Word {
        id: "SystemForCrossDomainIdentityManagementCredentialValidationFailure",
        cause: "Test Connection was answered with 401.",
        fix: "Give a valid credential.",
        source: source::OBSERVED,
    },
    Word {
        id: "SystemForCrossDomainIdentityManagementCredentialValidationUnavailable",
        cause: "Test Connection did not succeed: the app was not reached, refused it (403), failed (5xx), or did not answer the query with an empty list.",
        fix: "Check the tenant URL and the app's availability; a query that matches nobody has to be answered with 200 and an empty list.",
        source: source::OBSERVED,
    },
    Word {
        id: "SystemForCrossDomainIdentityManagementInvalidCredentials",
        cause: "The app refused the credential in the middle of a cycle (401), so the job stopped.",
        fix: "Give a valid credential, then restart the job.",
        source: source::OBSERVED,
    },
    Word {
        id: "CredentialValidationUnavailable",
        cause: "Microsoft Graph's name for a Test Connection that did not succeed.",
        fix: "Check the tenant URL, the credential and the app's availability.",
        source: source::OBSERVED,
    },
    Word {
        id: "QuarantineOnDemand",
        cause: "Microsoft put the job into quarantine by hand; scimproof never does.",
        fix: "Ask Microsoft's support.",
        source: source::QUARANTINE,
    },
    Word {
        id: "<App>EntryConflict",
        cause: "EntryConflict with the app's name in front, as connectors of the gallery write their codes.",
        fix: "As for EntryConflict.",
        source: source::OBSERVED,
    },
    Word {
        id: "AzureActiveDirectoryCannotUpdateObjectsOriginatedInExternalService",
        cause: "Cross-tenant synchronization: another service owns the attribute, such as mail or showInAddressList. It does not occur with SCIM.",
        fix: "Remove the attribute's mapping.",
        source: source::LOGS,
    },
    Word {
        id: "AzureActiveDirectoryCannotUpdateObjectsMasteredOnPremises",
        cause: "Cross-tenant synchronization: the target object is synchronized from an on-premises directory. It does not occur with SCIM.",
        fix: "Change where the object is mastered.",
        source: source::LOGS,
    },
    Word {
        id: "AzureDirectoryB2BManagementPolicyCheckFailure",
        cause: "Cross-tenant synchronization: automatic redemption is not allowed by the policies of both sides. It does not occur with SCIM.",
        fix: "Switch automatic redemption on, inbound in the target and outbound in the source.",
        source: source::LOGS,
    },
    Word {
        id: "AzureActiveDirectoryQuotaLimitExceeded",
        cause: "Cross-tenant synchronization: the target holds as many objects as it may. It does not occur with SCIM.",
        fix: "Delete objects that are not needed, or raise the quota.",
        source: source::LOGS,
    },
    Word {
        id: "InvitationCreationFailure",
        cause: "Cross-tenant synchronization: the invitation could not be created. It does not occur with SCIM.",
        fix: "Check the target's settings for guests, and the address.",
        source: source::LOGS,
    },
    Word {
        id: "AzureActiveDirectoryForbidden",
        cause: "Cross-tenant synchronization: the target's settings block invitations. It does not occur with SCIM.",
        fix: "Allow them in the target's settings for external collaboration.",
        source: source::LOGS,
    },
    Word {
        id: "InvitationCreationFailureInvalidPropertyValue",
        cause: "Cross-tenant synchronization: a property of the invitation has a value that is not allowed. It does not occur with SCIM.",
        fix: "Correct the value; the entry names the property.",
        source: source::LOGS,
    },
    Word {
        id: "InvitationCreationFailureAmbiguousUser",
        cause: "Cross-tenant synchronization: the invited user has an address that an internal user of the target has. It does not occur with SCIM.",
        fix: "Delete the internal user, or take the invited one out of the scope.",
        source: source::LOGS,
    },
];

/// The error code of that name, letter case aside; also with an app's name in front, as in `ContosoEntryConflict`.
pub fn by_id(id: &str) -> Option<&'static Word> {
    let exact = CODES.iter().find(|code| code.id.eq_ignore_ascii_case(id));
    exact.or_else(|| {
        id.ends_with("EntryConflict").then(|| CODES.iter().find(|code| code.id.starts_with('<')))?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_by_name() {
        assert_eq!(by_id("timeout").map(|code| code.id), Some("Timeout"));
        assert_eq!(by_id("EntryConflict").map(|code| code.id), Some("EntryConflict"));
        assert_eq!(by_id("TernEntryConflict").map(|code| code.id), Some("<App>EntryConflict"));
        assert_eq!(by_id("Nothing"), None);
    }
}
