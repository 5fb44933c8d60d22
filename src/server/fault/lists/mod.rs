//! Faults of pages, order, projection, search and cursors.

mod cursor;
mod paging;
mod projection;
mod search;
mod sorting;

use std::sync::LazyLock;

use super::FaultInfo;

pub(super) static FAULTS: LazyLock<Vec<FaultInfo>> = LazyLock::new(|| {
    [paging::FAULTS, sorting::FAULTS, projection::FAULTS, search::FAULTS, cursor::FAULTS].concat()
});
