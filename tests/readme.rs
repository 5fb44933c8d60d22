//! The README tells the truth: its console blocks are what the commands print today, and every command and option in it exists.
//!
//! `INSTA_UPDATE=always` writes the blocks anew. What differs from run to run is written in the same way each time.

mod support;

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;

use regex::Regex;
use support::{Place, is_current, scimproof};

/// Lines of the page are cut to this many characters.
const WIDTH: usize = 112;

fn readme() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("README.md")
}

#[test]
fn console_blocks_are_current() {
    let text = readme();
    let place = Place::new();
    std::fs::write(place.home.path().join("own.toml"), own_suite(&text)).expect("a file");
    let mut page = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        page.push_str(line);
        page.push('\n');
        let Some(command) = line.strip_prefix("    $ ") else { continue };
        // Several commands may follow each other; each begins a block of its own.
        let printed_before =
            |line: &&str| (line.is_empty() || line.starts_with("    ")) && !line.starts_with("    $ ");
        while lines.next_if(printed_before).is_some() {}
        page.push_str(&block(&printed(&place, command)));
    }
    is_current("README.md", &page);
}

/// The suite that the page shows.
fn own_suite(text: &str) -> String {
    let lines = text.lines().skip_while(|line| *line != "    # own.toml");
    let lines = lines.take_while(|line| line.is_empty() || line.starts_with("    ")).map(str::trim_start);
    lines.take_while(|line| !line.starts_with("$ ")).collect::<Vec<_>>().join("\n")
}

/// What a line of a shell prints, in one folder for the whole page. Standard error is for eyes alone.
fn printed(place: &Place, line: &str) -> String {
    let folder = Path::new(env!("CARGO_BIN_EXE_scimproof")).parent().expect("a folder");
    let path = format!("{}:/usr/bin:/bin", folder.display());
    let mut command = Command::new("sh");
    command.args(["-c", line]).current_dir(place.home.path()).env_clear().env("PATH", path);
    command.env("COLUMNS", "100").env("XDG_STATE_HOME", place.home.path());
    let done = command.output().expect("a shell");
    let text = String::from_utf8(done.stdout).expect("UTF-8");
    assert!(!text.is_empty(), "{line}: {}", String::from_utf8_lossy(&done.stderr));
    text
}

/// The text as a block of the page.
fn block(text: &str) -> String {
    let mut block = String::new();
    for line in steady(text.trim_end()).lines().map(str::trim_end) {
        let cut = ::scimproof::text::cut(line, WIDTH);
        block.push_str(&if cut.is_empty() { "\n".to_owned() } else { format!("    {cut}\n") });
    }
    block.push('\n');
    block
}

/// Ports, run ids and times as they always stand on the page.
fn steady(text: &str) -> String {
    let same = [
        (r"127\.0\.0\.1:\d+", "127.0.0.1:45221"),
        (r"\bsp[a-hjkmnp-z2-9]{8}\b", "spuk8vusvx"),
        (r"in \d+\.\d s", "in 0.1 s"),
        (r"\d+\.\d ms", "1.2 ms"),
    ];
    same.iter().fold(text.to_owned(), |text, (pattern, value)| {
        Regex::new(pattern).expect("a pattern").replace_all(&text, *value).into_owned()
    })
}

/// Lines and spans of code.
fn code(text: &str) -> Vec<String> {
    let spans = text.lines().filter(|line| !line.starts_with("    ")).collect::<Vec<_>>().join(" ");
    let spans = spans.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let joined = text.replace("\\\n", " ");
    let lines = joined
        .lines()
        .filter(|line| line.starts_with("    "))
        .map(|line| line.split(" # ").next().unwrap_or_default().trim().to_owned());
    lines.chain(spans).collect()
}

#[test]
fn every_command_and_option_exists() {
    let command = Regex::new(r"(?:^|[ `$])scimproof ([a-z][a-z-]+)(.*)").expect("a pattern");
    let option = Regex::new(r"(?:^| )(--[a-z][a-z-]+|-[a-z])\b").expect("a pattern");
    let mut helps: HashMap<String, String> = HashMap::new();
    let mut named = 0;
    for line in code(&readme()) {
        let line = line.replace("cargo run --release -- ", "scimproof ");
        for part in line.split("&&") {
            let Some(found) = command.captures(part) else { continue };
            let (name, rest) = (found[1].to_owned(), found[2].to_owned());
            let help = helps.entry(name.clone()).or_insert_with(|| {
                let done = scimproof(&[&name, "--help"]);
                assert_eq!(done.code, 0, "README names `scimproof {name}`: {}", done.err);
                done.out
            });
            for option in option.captures_iter(&rest) {
                named += 1;
                assert!(
                    help.contains(&option[1]),
                    "README names `{}` of `scimproof {name}`: {line}",
                    &option[1]
                );
            }
        }
    }
    assert!(helps.len() > 5 && named > 20, "the page is read: {} commands, {named} options", helps.len());
}

#[test]
fn every_option_named_on_the_page_is_an_option_of_some_command() {
    let option = Regex::new(r"^(--[a-z][a-z-]+)").expect("a pattern");
    let commands = ["run", "judge", "compare", "clean", "serve", "check", "explain"];
    let helps: String = commands.iter().map(|name| scimproof(&[name, "--help"]).out).collect();
    let others = ["--release", "--locked", "--path"];
    for span in code(&readme()) {
        let Some(found) = option.captures(&span) else { continue };
        assert!(helps.contains(&found[1]) || others.contains(&&found[1]), "README names {}", &found[1]);
    }
}
