//! Whatever is imported: no panic, and what is written can be read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use scimproof::import::{Format, Options, import};

fuzz_target!(|data: &[u8]| {
    let (format, bytes) = match data.split_first() {
        Some((b'\x01', rest)) => (Some(Format::Markdown), rest),
        Some((b'\x02', rest)) => (Some(Format::Schema), rest),
        Some((b'\x03', rest)) => (Some(Format::Facts), rest),
        _ => (None, data),
    };
    let options = Options { file: "fuzz.md".to_owned(), format, ..Options::default() };
    match import(bytes, &options) {
        Ok(imported) => {
            let _ = imported.remarks.sorted();
        }
        // The import reads what it wrote; that this fails is a bug, not bad input.
        Err(error) => assert!(!error.message.starts_with("what was read makes no suite"), "{error}"),
    }
});
