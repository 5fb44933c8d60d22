//! The README tells the truth: its console blocks are what the commands print today, and every command and option in it exists.
//!
//! `INSTA_UPDATE=always` writes the blocks anew. What differs from run to run is written in the same way each time.

mod support;

use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use regex::Regex;
use support::{Place, is_current, scimproof};

/// Lines of the page are cut to this many characters.
const WIDTH: usize = 112;

fn readme() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("README.md")
}

/// The commands with commands below them.
const FAMILIES: [&str; 5] = ["check", "config", "generate", "provision", "suite"];

/// The folder in which the page's reader types, with the tenants that the page has started.
struct Reader {
    place: Place,
    tenants: Vec<Tenant>,
}

/// A tenant the page has started.
struct Tenant {
    /// Its address on the page.
    on_page: &'static str,
    /// Its address here.
    address: String,
    child: Child,
}

/// The addresses of tenants as the page has them: one for provisioning, one that behaves as the page's suite documents.
const PAGE_TENANT: &str = "127.0.0.1:8080";
const SUITE_TENANT: &str = "127.0.0.1:8082";
const PAGE_TOKEN: (&str, &str) = ("SCIM_TOKEN", "try-it-0ut");

impl Tenant {
    fn start(place: &Place, on_page: &'static str, options: &[&str]) -> Self {
        let mut command =
            place.command(&[&["serve", "--token-env", PAGE_TOKEN.0], options].concat(), &[PAGE_TOKEN]);
        let mut child =
            command.current_dir(place.home.path()).stdout(Stdio::piped()).spawn().expect("it starts");
        let mut url = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut url).expect("its URL");
        let address = url.split('/').nth(2).expect("an address").to_owned();
        Self { on_page, address, child }
    }
}

impl Drop for Tenant {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Reader {
    fn new(text: &str) -> Self {
        let place = Place::new();
        let tenant = Tenant::start(&place, PAGE_TENANT, &[]);
        for file in ["own.toml", "job.toml"] {
            let content = shown(text, file).replace(PAGE_TENANT, &tenant.address);
            std::fs::write(place.home.path().join(file), content).expect("a file");
        }
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
        std::os::unix::fs::symlink(fixtures, place.home.path().join("fixtures")).expect("a link");
        Self { place, tenants: vec![tenant] }
    }

    /// What a command prints, in one folder for the whole page. Standard error is for eyes alone, but where a command
    /// that writes a file tells what it found.
    fn prints(&mut self, typed: &str) -> String {
        if typed.contains(SUITE_TENANT) && self.tenants.len() == 1 {
            self.tenants.push(Tenant::start(&self.place, SUITE_TENANT, &["--suite", "petrel-logbook.toml"]));
        }
        let here = |typed: String, tenant: &Tenant| typed.replace(tenant.on_page, &tenant.address);
        let done = self.run(&self.tenants.iter().fold(typed.to_owned(), here));
        let told = if typed.contains("suite import") { &done.stderr } else { &done.stdout };
        let text = String::from_utf8(told.clone()).expect("UTF-8");
        let silent = typed.contains("/dev/null") || typed.starts_with("cat >>");
        assert!(silent || !text.is_empty(), "{typed}: {}", String::from_utf8_lossy(&done.stderr));
        // Marked while other addresses are made steady.
        let marked = self.tenants.iter().enumerate();
        let marked =
            marked.fold(text, |text, (at, tenant)| text.replace(&tenant.address, &format!("(tenant {at})")));
        let page = |text: String, (at, tenant): (usize, &Tenant)| {
            text.replace(&format!("(tenant {at})"), tenant.on_page)
        };
        self.tenants.iter().enumerate().fold(steady(&marked), page)
    }

    fn run(&self, typed: &str) -> Output {
        let folder = Path::new(env!("CARGO_BIN_EXE_scimproof")).parent().expect("a folder");
        let path = format!("{}:/usr/bin:/bin", folder.display());
        let mut command = Command::new("sh");
        command.args(["-c", typed]).current_dir(self.place.home.path()).env_clear().env("PATH", path);
        command.env("COLUMNS", "100").env("XDG_STATE_HOME", self.place.home.path());
        if typed.contains("provision") {
            command.env(PAGE_TOKEN.0, PAGE_TOKEN.1);
        }
        command.output().expect("a shell")
    }
}

#[test]
fn console_blocks_are_current() {
    let text = readme();
    let mut reader = Reader::new(&text);
    let mut page = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        page.push_str(line);
        page.push('\n');
        let Some(first) = line.strip_prefix("    $ ") else { continue };
        let mut typed = first.to_owned();
        while let Some(line) = lines.next_if(|line| line.starts_with("    > ")) {
            page.push_str(line);
            page.push('\n');
            typed = format!("{typed}\n{}", &line["    > ".len()..]);
        }
        // Several commands may follow each other; each begins a block of its own.
        let printed_before =
            |line: &&str| (line.is_empty() || line.starts_with("    ")) && !line.starts_with("    $ ");
        while lines.next_if(printed_before).is_some() {}
        page.push_str(&block(&reader.prints(&typed)));
        if page.ends_with("\n\n") && lines.peek().is_some_and(|next| next.starts_with("    $ ")) {
            page.pop();
        }
    }
    is_current("README.md", &page);
}

/// The file that the page shows under that name.
fn shown(text: &str, file: &str) -> String {
    let head = format!("    # {file}");
    let lines = text.lines().skip_while(|line| **line != *head);
    let lines = lines.take_while(|line| line.is_empty() || line.starts_with("    ")).map(str::trim_start);
    lines.take_while(|line| !line.starts_with("$ ")).collect::<Vec<_>>().join("\n") + "\n"
}

/// The text as a block of the page.
fn block(text: &str) -> String {
    let mut block = String::new();
    for line in text.trim_end().lines().map(str::trim_end) {
        let cut = ::scimproof::text::cut(line, WIDTH);
        block.push_str(if cut.is_empty() { "" } else { "    " });
        block.push_str(&cut);
        block.push('\n');
    }
    block.push('\n');
    block
}

/// Ports, run ids and times as they always stand on the page.
fn steady(text: &str) -> String {
    let same = [
        (r"127\.0\.0\.1:\d+", "127.0.0.1:45221"),
        (r"\bsp[a-hjkmnp-z2-9]{8}\b", "spuk8vusvx"),
        (r"\bin(\s+)\d+\.\d(\s+)s\b", "in${1}0.1${2}s"),
        (r"%22[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}%22", "%223bf9640f-950a-4ee4-ad72-2f7ad4e72224%22"),
        // What a busy machine makes slower.
        (r"(?m)^slower \(\d+\)\n(?:  .*\n)+\n", ""),
        (r"\d+ requests? slower", "0 requests slower"),
        (r"\d+\.\d ms", "1.2 ms"),
        (r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ", "2026-11-20 09:00:00Z"),
        (r"(next attempt +)2026-11-20", "${1}2026-11-21"),
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
            let (mut name, rest) = (found[1].to_owned(), found[2].to_owned());
            if FAMILIES.contains(&&*name)
                && let Some(below) = rest.split_whitespace().next().filter(|word| !word.starts_with('-'))
            {
                name = format!("{name} {below}");
            }
            let help = helps.entry(name.clone()).or_insert_with(|| {
                let words: Vec<&str> = name.split(' ').chain(["--help"]).collect();
                let done = scimproof(&words);
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
    let mut helps: String = commands.iter().map(|name| scimproof(&[name, "--help"]).out).collect();
    for name in ["start", "cycle", "watch", "on-demand", "status", "log", "restart", "expression", "sample"] {
        helps.push_str(&scimproof(&["provision", name, "--help"]).out);
    }
    let others = ["--release", "--locked", "--path"];
    for span in code(&readme()) {
        let Some(found) = option.captures(&span) else { continue };
        assert!(helps.contains(&found[1]) || others.contains(&&found[1]), "README names {}", &found[1]);
    }
}
