//! What an import says of its own work: what the file carries, what was guessed, what it does not say.

use std::fmt;

/// How far a remark is to be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The file says so.
    Found,
    /// The file suggests it; a reader should confirm.
    Guessed,
    /// The file does not say; the suite does not, either.
    NotSaid,
    /// Something was left out, or two places disagree.
    Look,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Found => "found",
            Self::Guessed => "guessed",
            Self::NotSaid => "not said",
            Self::Look => "look at",
        })
    }
}

/// One remark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// How far it is to be trusted.
    pub kind: Kind,
    /// The line of the file it is about.
    pub line: Option<usize>,
    /// What there is to say.
    pub text: String,
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<8}  {}", self.kind, self.text)?;
        self.line.map_or(Ok(()), |line| write!(f, " (line {line})"))
    }
}

/// The remarks of one import, in the order in which they were made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remarks(Vec<Remark>);

/// More remarks of one kind than a reader reads are counted instead.
const MOST: usize = 200;

impl Remarks {
    pub(super) fn found(&mut self, line: impl Into<Option<usize>>, text: impl Into<String>) {
        self.add(Kind::Found, line.into(), text.into());
    }

    pub(super) fn guessed(&mut self, line: impl Into<Option<usize>>, text: impl Into<String>) {
        self.add(Kind::Guessed, line.into(), text.into());
    }

    pub(super) fn not_said(&mut self, text: impl Into<String>) {
        self.add(Kind::NotSaid, None, text.into());
    }

    pub(super) fn look(&mut self, line: impl Into<Option<usize>>, text: impl Into<String>) {
        self.add(Kind::Look, line.into(), text.into());
    }

    fn add(&mut self, kind: Kind, line: Option<usize>, text: String) {
        self.0.push(Remark { kind, line, text });
    }

    /// The remarks, what was found first; of very many of a kind, the first ones and their number.
    pub fn sorted(&self) -> Vec<Remark> {
        let mut all = Vec::new();
        for kind in [Kind::Found, Kind::Guessed, Kind::NotSaid, Kind::Look] {
            let of_kind = self.0.iter().filter(|remark| remark.kind == kind);
            let number = of_kind.clone().count();
            all.extend(of_kind.take(MOST).cloned());
            if number > MOST {
                let text = format!("and {} more of this kind", number - MOST);
                all.push(Remark { kind, line: None, text });
            }
        }
        all
    }
}
