//! Which of several layers of settings counts: the stronger one, also where two options exclude each other.

use super::options::Options;
use crate::config::{Entry, Value};

/// Where a setting comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    /// The command line.
    Typed,
    /// An environment variable.
    Variable(&'static str),
    /// The config file.
    File {
        /// The line.
        entry: Entry,
    },
}

/// An option and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Setting {
    /// The option's long name.
    pub(super) name: String,
    /// What it is set to.
    pub(super) value: Value,
    /// Who says so.
    pub(super) origin: Origin,
}

impl Setting {
    fn is_on(&self) -> bool {
        self.value != Value::Flag(false)
    }
}

/// A setting that has no effect on this command.
#[derive(Debug)]
pub(super) struct Unused {
    /// The setting.
    pub(super) setting: Setting,
    /// Why.
    pub(super) reason: String,
}

/// What counts, and what does not.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    /// One setting for each option that has one.
    pub(super) settings: Vec<Setting>,
    /// Settings that what counts excludes.
    pub(super) unused: Vec<Unused>,
}

impl Chosen {
    fn has(&self, name: &str) -> bool {
        self.settings.iter().any(|setting| setting.name == name && setting.is_on())
    }

    fn leave_out(&mut self, at: usize, reason: String) {
        let setting = self.settings.remove(at);
        self.unused.push(Unused { setting, reason });
    }
}

/// Chooses among what was typed and the layers below it, the strongest first.
pub(super) fn choose(options: &Options, typed: Vec<Setting>, layers: Vec<Vec<Setting>>) -> Chosen {
    let mut chosen = Chosen { settings: typed, unused: Vec::new() };
    for layer in layers {
        let stronger = chosen.settings.clone();
        for setting in layer.into_iter().filter(|setting| options.slot(&setting.name).is_some()) {
            if stronger.iter().any(|other| other.name == setting.name) {
                continue;
            }
            match obstacle(options, &stronger, &setting) {
                Some(reason) => chosen.unused.push(Unused { setting, reason }),
                None => chosen.settings.push(setting),
            }
        }
    }
    leave_out_incomplete(options, &mut chosen);
    leave_out_consent(&mut chosen);
    chosen
}

fn obstacle(options: &Options, stronger: &[Setting], setting: &Setting) -> Option<String> {
    let excludes = |other: &&Setting| other.is_on() && options.exclude(&other.name, &setting.name);
    if let Some(other) = stronger.iter().find(excludes).filter(|_| setting.is_on()) {
        return Some(format!("{} stands in its place", other.name));
    }
    (!options.takes(setting)).then(|| format!("{} does not take this value", options.path.join(" ")))
}

/// An option of a file that means nothing without another one waits for it: `fault` for `demo`.
fn leave_out_incomplete(options: &Options, chosen: &mut Chosen) {
    let mut at = 0;
    while at < chosen.settings.len() {
        let setting = &chosen.settings[at];
        let needs = if setting.origin == Origin::Typed { Vec::new() } else { options.needs(setting) };
        match needs.iter().find(|name| !chosen.has(name)) {
            Some(missing) => {
                let reason = format!("it needs {missing}");
                chosen.leave_out(at, reason);
                at = 0;
            }
            None => at += 1,
        }
    }
}

/// A file agrees to writing to the tenant it names, not to one that is named elsewhere.
fn leave_out_consent(chosen: &mut Chosen) {
    let from_file = |setting: &Setting| matches!(setting.origin, Origin::File { .. });
    let of = |name: &str| chosen.settings.iter().position(|setting| setting.name == name);
    let (Some(yes), Some(url)) = (of("yes"), of("url")) else { return };
    if from_file(&chosen.settings[yes]) && !from_file(&chosen.settings[url]) {
        chosen.leave_out(yes, "the file agrees for its own url only".to_owned());
    }
}
