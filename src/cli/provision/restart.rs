//! `scimproof provision restart`: leave quarantine, forget escrows, evaluate everything anew.
