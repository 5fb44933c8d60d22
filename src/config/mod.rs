//! `scimproof.toml`: options of the command line in a file, with named environments.
//!
//! Text in, values out: what options there are is handed in by `cli`, which also finds the file and applies it.

mod read;
mod rules;

use thiserror::Error;

use crate::text::nearest;

/// The name of the file that is looked for.
pub const FILE_NAME: &str = "scimproof.toml";

/// Why a config file cannot be used.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read the config file {file}: {source}")]
    Unreadable {
        /// The file.
        file: String,
        /// The system's reason.
        source: std::io::Error,
    },
    /// Something in the file is wrong.
    #[error("{file}:{line}:{column}: {message}")]
    Invalid {
        /// The file as it is shown.
        file: String,
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
        /// What is wrong there.
        message: String,
        /// The next thing to try.
        help: Option<String>,
    },
    /// The chosen environment is not there.
    #[error("{0}")]
    NoEnvironment(String, String),
}

impl ConfigError {
    /// The next thing to try, where there is one.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Unreadable { .. } => Some("check --config, or use --no-config for none".to_owned()),
            Self::Invalid { help, .. } => help.clone(),
            Self::NoEnvironment(_, help) => Some(help.clone()),
        }
    }
}

/// What a key is set to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// `true` or `false`.
    Flag(bool),
    /// A text or a number.
    One(String),
    /// An array of texts.
    Many(Vec<String>),
}

impl Value {
    /// The values, each as it would be typed; none for a flag.
    pub fn texts(&self) -> &[String] {
        match self {
            Self::Flag(_) => &[],
            Self::One(text) => std::slice::from_ref(text),
            Self::Many(texts) => texts,
        }
    }
}

/// One line of the file: an option and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The option's long name.
    pub key: String,
    /// What it is set to.
    pub value: Value,
    /// Line of the key, from 1.
    pub line: usize,
    /// Column of the key, from 1.
    pub column: usize,
    /// The environment it belongs to; none at the top.
    pub environment: Option<String>,
}

/// What an option takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Nothing: it is there or not.
    Nothing,
    /// One value.
    One,
    /// Any number of values.
    Many,
}

/// An option that a file may hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its long name.
    pub name: String,
    /// What it takes.
    pub takes: Takes,
}

/// A config file that was read and found right, as far as that can be seen without knowing the values' own forms.
#[derive(Debug, Clone)]
pub struct ConfigFile {
    /// The file as it is shown.
    pub name: String,
    /// The entries, in the order of the file.
    pub entries: Vec<Entry>,
    /// The names of the environments, in the order of the file.
    pub environments: Vec<String>,
}

impl ConfigFile {
    /// Reads the text of a file, of which `name` is shown in errors.
    ///
    /// # Errors
    /// The text is no TOML, names an option that is none, gives it a value of a wrong type, or holds a secret.
    pub fn parse(text: &str, name: &str, known: &[Known]) -> Result<Self, ConfigError> {
        let file = read::file(text, name)?;
        for entry in &file.entries {
            rules::check(entry, known).map_err(|(message, help)| file.wrong(entry, message, help))?;
        }
        Ok(file)
    }

    /// The entries that count in an environment, the strongest layer first: its own, then those at the top.
    ///
    /// # Errors
    /// The file has no such environment.
    pub fn layers(&self, environment: Option<&str>) -> Result<Vec<Vec<&Entry>>, ConfigError> {
        if let Some(wanted) = environment.filter(|wanted| !self.environments.iter().any(|own| own == wanted))
        {
            return Err(self.no_environment(wanted));
        }
        let of = |wanted: Option<&str>| {
            self.entries.iter().filter(|entry| entry.environment.as_deref() == wanted).collect()
        };
        let own = environment.map(|name| of(Some(name)));
        Ok(own.into_iter().chain([of(None)]).collect())
    }

    /// Something is wrong with an entry.
    pub fn wrong(&self, entry: &Entry, message: String, help: Option<String>) -> ConfigError {
        let (line, column) = (entry.line, entry.column);
        ConfigError::Invalid { file: self.name.clone(), line, column, message, help }
    }

    fn no_environment(&self, wanted: &str) -> ConfigError {
        let names = || self.environments.iter().map(String::as_str);
        let help = match nearest(wanted, names()) {
            Some(near) => format!("did you mean '{near}'?"),
            None if self.environments.is_empty() => {
                format!("add a table [environment.{wanted}], or leave --env out")
            }
            None => format!("it has {}", names().collect::<Vec<_>>().join(", ")),
        };
        ConfigError::NoEnvironment(format!("{} has no environment '{wanted}'", self.name), help)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Vec<Known> {
        let option = |name: &str, takes| Known { name: name.to_owned(), takes };
        vec![
            option("url", Takes::One),
            option("jobs", Takes::One),
            option("demo", Takes::Nothing),
            option("select", Takes::Many),
            option("header", Takes::Many),
            option("token-file", Takes::One),
        ]
    }

    fn parse(text: &str) -> Result<ConfigFile, ConfigError> {
        ConfigFile::parse(text, "scimproof.toml", &known())
    }

    #[test]
    fn an_environment_stands_before_the_top() {
        let file = parse(
            "url = 'https://a.example'\njobs = 2\nselect = 'users/'\n\n[environment.staging]\nurl = 'https://b.example'\nselect = ['query/', 'patch/']\n",
        )
        .unwrap();
        let layers = file.layers(Some("staging")).unwrap();
        let shown = |layer: &[&Entry]| {
            layer.iter().map(|entry| (entry.key.clone(), entry.line, entry.value.clone())).collect::<Vec<_>>()
        };
        let one = |text: &str| Value::One(text.to_owned());
        assert_eq!(
            shown(&layers[0]),
            [
                ("url".to_owned(), 6, one("https://b.example")),
                ("select".to_owned(), 7, Value::Many(vec!["query/".to_owned(), "patch/".to_owned()])),
            ]
        );
        assert_eq!(shown(&layers[1])[1], ("jobs".to_owned(), 2, one("2")));
        assert_eq!(file.layers(None).unwrap().len(), 1);
    }

    #[test]
    fn mistakes_name_the_place_and_the_next_thing_to_try() {
        for (text, message, help) in [
            ("urll = 'x'", "1:1: there is no option 'urll'", "did you mean 'url'?"),
            ("token_file = 'x'", "1:1: there is no option 'token_file'", "did you mean 'token-file'?"),
            ("x\n", "1:2: ", ""),
            ("jobs = true", "1:1: jobs takes a value, not true or false", ""),
            ("jobs = [1]", "1:9: an array holds texts only", ""),
            ("jobs = ['1', '2']", "1:1: jobs takes one value, not several", ""),
            ("demo = 'yes'", "1:1: demo takes true or false", ""),
            ("\n  token = 'abc'", "2:3: token would be a secret in a file", "SCIM_TOKEN"),
            ("password = 'abc'", "1:1: password would be a secret in a file", "SCIM_PASSWORD"),
            ("header = ['X-Key: abc']", "1:1: the value of the header X-Key", "X-Key: $X_KEY"),
            ("url = 'https://u:p@a.example'", "1:1: the URL holds a credential", "SCIM_"),
            ("env = 'a'", "1:1: env chooses one of this file's tables", "--env"),
            ("[environment]\na = 1", "2:1: environment.a must be a table", "[environment.a]"),
            (
                "[enviroment.a]\nurl = 'x'",
                "1:2: there is no table 'enviroment'",
                "did you mean 'environment'?",
            ),
            ("[environment.a]\n[environment.a.b]\n", "2:16: there is no table 'b'", ""),
        ] {
            let error = parse(text).unwrap_err();
            assert!(error.to_string().starts_with(&format!("scimproof.toml:{message}")), "{text}: {error}");
            assert!(error.help().unwrap_or_default().contains(help), "{text}: {:?}", error.help());
        }
        assert!(parse("header = ['X-Key: $KEY', 'Via: a $B']").is_ok());
    }

    #[test]
    fn an_unknown_environment_names_the_nearest() {
        let file = parse("[environment.staging]\nurl = 'https://b.example'\n").unwrap();
        let error = file.layers(Some("stagin")).unwrap_err();
        assert_eq!(error.to_string(), "scimproof.toml has no environment 'stagin'");
        assert_eq!(error.help().unwrap(), "did you mean 'staging'?");
    }
}
