//! The suites that are part of the binary. Those of the gallery are packed by the build script, and unpacked when the
//! first of them is asked for.

use std::sync::OnceLock;

/// Slug and text of the generic suite, which stands first. It is what most runs need, and so not packed.
const GENERIC: (&str, &str) = ("entra", include_str!("../../suites/entra.toml"));

/// A line for each suite of the gallery: its slug, and the length of its text.
const INDEX: &str = include_str!(concat!(env!("OUT_DIR"), "/gallery.index"));

/// The texts one behind the other, compressed.
const TEXTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gallery.deflate"));

/// The slugs, in the order in which they are listed.
pub fn slugs() -> impl Iterator<Item = &'static str> + Clone {
    std::iter::once(GENERIC.0).chain(entries().map(|(slug, _)| slug))
}

/// The TOML text of a built-in suite.
pub fn text(slug: &str) -> Option<&'static str> {
    if slug == GENERIC.0 {
        return Some(GENERIC.1);
    }
    let mut start = 0;
    for (known, length) in entries() {
        if known == slug {
            return unpacked().get(start..start + length);
        }
        start += length;
    }
    None
}

fn entries() -> impl Iterator<Item = (&'static str, usize)> + Clone {
    INDEX.lines().filter_map(|line| {
        let (slug, length) = line.split_once(' ')?;
        Some((slug, length.parse().ok()?))
    })
}

fn unpacked() -> &'static str {
    static UNPACKED: OnceLock<String> = OnceLock::new();
    UNPACKED.get_or_init(|| {
        let bytes = miniz_oxide::inflate::decompress_to_vec(TEXTS).unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_built_in_as_it_is() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/suites/gallery");
        let mut files = 0;
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let slug = path.file_stem().unwrap().to_str().unwrap().to_owned();
            assert_eq!(text(&slug), Some(std::fs::read_to_string(&path).unwrap().as_str()), "{slug}");
            files += 1;
        }
        assert_eq!(slugs().count(), files + 1);
        assert_eq!(text("no-such-app"), None);
    }
}
