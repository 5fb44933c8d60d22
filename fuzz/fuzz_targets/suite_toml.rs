//! Whatever is loaded as a suite: no panic, and a suite that is written reads the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use scimproof::suite::write::{self, Comments};
use scimproof::suite::{lint, load};

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let _ = lint::lint(text, "fuzz.toml", &[]);
    match load::parse(text, "fuzz.toml", &[]) {
        Ok(suite) => {
            let written = write::suite(&suite, &Comments::default());
            let again = load::parse(&written, "written.toml", &[]);
            assert!(again.as_ref().is_ok_and(|again| *again == suite), "{again:?}\n{written}");
        }
        Err(error) => {
            let _ = (error.to_string(), error.help());
        }
    }
});
