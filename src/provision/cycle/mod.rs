//! The cycles: initial, incremental, on demand.
