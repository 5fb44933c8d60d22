//! Packs the suites of the gallery: one compressed text, and an index of slugs and lengths.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use miniz_oxide::deflate::compress_to_vec;

/// Where the suites are; a new file there needs no other line anywhere.
const FOLDER: &str = "suites/gallery";

/// The best compression that the library has; packing takes a moment, and only when a suite has changed.
const LEVEL: u8 = 10;

fn main() {
    println!("cargo::rerun-if-changed={FOLDER}");
    let mut files: Vec<PathBuf> = std::fs::read_dir(FOLDER)
        .expect("the folder of suites")
        .map(|entry| entry.expect("a file of the folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    // By slug: with the extension, `a-b.toml` would stand before `a.toml`.
    files.sort_by_key(|path| path.with_extension(""));
    let (mut texts, mut index) = (String::new(), String::new());
    for path in &files {
        println!("cargo::rerun-if-changed={}", path.display());
        let text =
            std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let slug = path.file_stem().and_then(|stem| stem.to_str()).expect("a name in UTF-8");
        let _ = writeln!(index, "{slug} {}", text.len());
        texts.push_str(&text);
    }
    #[expect(clippy::disallowed_methods, reason = "Cargo tells a build script where to write in this way")]
    let out = std::env::var_os("OUT_DIR").expect("run by Cargo");
    let write = |name: &str, bytes: &[u8]| {
        let path = Path::new(&out).join(name);
        std::fs::write(&path, bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    };
    write("gallery.index", index.as_bytes());
    write("gallery.deflate", &compress_to_vec(texts.as_bytes(), LEVEL));
}
