//! From the text of a config file to its entries; what the entries mean is not known here.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{ConfigError, ConfigFile, Entry, Value};
use crate::text::{nearest, place};

/// The table that holds the environments.
const ENVIRONMENT: &str = "environment";

/// The entries of the text, in its order.
pub(super) fn file(text: &str, name: &str) -> Result<ConfigFile, ConfigError> {
    let source = Source { text, name };
    let document = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        source.wrong(at, error.message().to_owned(), None)
    })?;
    let mut file = ConfigFile { name: name.to_owned(), entries: Vec::new(), environments: Vec::new() };
    for (key, value) in document.get_ref() {
        match value.get_ref() {
            DeValue::Table(table) if key.get_ref() == ENVIRONMENT => {
                source.environments(table, &mut file)?;
            }
            _ => file.entries.push(source.entry(key, value, None)?),
        }
    }
    file.entries.sort_by_key(|entry| (entry.line, entry.column));
    Ok(file)
}

struct Source<'a> {
    text: &'a str,
    name: &'a str,
}

type Key<'a> = Spanned<std::borrow::Cow<'a, str>>;

impl Source<'_> {
    fn wrong(&self, at: usize, message: String, help: Option<String>) -> ConfigError {
        let (line, column) = place(self.text, at);
        ConfigError::Invalid { file: self.name.to_owned(), line, column, message, help }
    }

    fn environments(&self, tables: &DeTable<'_>, file: &mut ConfigFile) -> Result<(), ConfigError> {
        let mut names: Vec<(usize, String)> = Vec::new();
        for (name, value) in tables {
            let DeValue::Table(table) = value.get_ref() else {
                let help = format!("write [environment.{}] and its options below", name.get_ref());
                let message = format!("environment.{} must be a table", name.get_ref());
                return Err(self.wrong(name.span().start, message, Some(help)));
            };
            for (key, value) in table {
                file.entries.push(self.entry(key, value, Some(name.get_ref()))?);
            }
            names.push((name.span().start, name.get_ref().to_string()));
        }
        names.sort();
        file.environments = names.into_iter().map(|(_, name)| name).collect();
        Ok(())
    }

    fn entry(
        &self,
        key: &Key<'_>,
        value: &Spanned<DeValue<'_>>,
        environment: Option<&str>,
    ) -> Result<Entry, ConfigError> {
        if matches!(value.get_ref(), DeValue::Table(_)) {
            return Err(self.no_table(key));
        }
        let (line, column) = place(self.text, key.span().start);
        let value = self.value(value)?;
        let environment = environment.map(str::to_owned);
        Ok(Entry { key: key.get_ref().to_string(), value, line, column, environment })
    }

    fn no_table(&self, key: &Key<'_>) -> ConfigError {
        let help = match nearest(key.get_ref(), [ENVIRONMENT]) {
            Some(near) => format!("did you mean '{near}'?"),
            None => "options stand at the top or in a table [environment.NAME]".to_owned(),
        };
        self.wrong(key.span().start, format!("there is no table '{}'", key.get_ref()), Some(help))
    }

    fn value(&self, value: &Spanned<DeValue<'_>>) -> Result<Value, ConfigError> {
        let wrong = |message: &str| self.wrong(value.span().start, message.to_owned(), None);
        match value.get_ref() {
            DeValue::Boolean(flag) => Ok(Value::Flag(*flag)),
            DeValue::String(text) => Ok(Value::One(text.to_string())),
            DeValue::Integer(number) if number.radix() == 10 => Ok(Value::One(number.as_str().to_owned())),
            DeValue::Float(number) => Ok(Value::One(number.as_str().to_owned())),
            DeValue::Array(values) => {
                values.iter().map(|value| self.text(value)).collect::<Result<_, _>>().map(Value::Many)
            }
            DeValue::Integer(_) => Err(wrong("write the number in decimal")),
            DeValue::Datetime(_) | DeValue::Table(_) => Err(wrong("no option takes a date or a table")),
        }
    }

    fn text(&self, value: &Spanned<DeValue<'_>>) -> Result<String, ConfigError> {
        match value.get_ref() {
            DeValue::String(text) => Ok(text.to_string()),
            _ => Err(self.wrong(value.span().start, "an array holds texts only".to_owned(), None)),
        }
    }
}
