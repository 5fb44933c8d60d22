//! Digits and letters that look random and are none: they follow from the run id, the attribute, the person and the
//! version, and no two persons or versions share them while there is room.

use xxhash_rust::xxh3::xxh3_64;

pub(super) const DIGITS: &str = "0123456789";
pub(super) const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
pub(super) const ALPHANUMERIC: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
pub(super) const SPECIAL: &str =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$&()*+-./:=?@^_~";

/// A prime that divides the power of no alphabet's size, so that multiplying by it only changes the order.
const STRIDE: u128 = 1_000_003;

/// Characters that are a permutation of the counter; 62^10 fits well into the arithmetic.
const COUNTED: usize = 10;

/// Whose value it is, as numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Serial {
    seed: u64,
    count: u64,
}

impl Serial {
    /// The serial of a person's value; `what` tells attributes apart.
    pub(super) fn new(run: &str, what: &str, person: usize, is_changed: bool) -> Self {
        let seed = xxh3_64(format!("{run}\n{}", what.to_lowercase()).as_bytes());
        Self { seed, count: 2 * person as u64 + u64::from(is_changed) }
    }

    /// The serial of the part of that number.
    pub(super) fn part(self, number: usize) -> Self {
        Self { seed: self.mix(1_000_000 + number as u64, false), ..self }
    }

    /// So many digits; the first is no zero, so that they are a number of this length.
    pub(super) fn digits(self, length: usize) -> String {
        let counted = length.min(COUNTED);
        let low = 10_u128.pow(u32::try_from(counted.saturating_sub(1)).unwrap_or(0));
        let number = low + self.counter() % (9 * low);
        let rest = self.filling(length - counted, DIGITS);
        if length == 0 { rest } else { format!("{number}{rest}") }
    }

    /// So many characters of the alphabet, which holds ASCII only.
    pub(super) fn letters(self, length: usize, alphabet: &str) -> String {
        let counted = length.min(COUNTED);
        let base = alphabet.len() as u128;
        let mut number = self.counter() % base.pow(u32::try_from(counted).unwrap_or(0));
        let mut text = String::new();
        for _ in 0..counted {
            text.push(at(alphabet, number % base));
            number /= base;
        }
        text + &self.filling(length - counted, alphabet)
    }

    /// A GUID as Entra writes one.
    pub(super) fn guid(self) -> String {
        let hex = self.letters(COUNTED, "0123456789abcdef") + &self.filling(22, "0123456789abcdef");
        format!("{}-{}-4{}-a{}-{}", &hex[..8], &hex[8..12], &hex[13..16], &hex[17..20], &hex[20..])
    }

    /// A number that differs for every person and version of the run.
    pub(super) fn counter(self) -> u128 {
        u128::from(self.seed) + u128::from(self.count) * STRIDE
    }

    /// A number for the place of that index; the same for all people if `is_shared`.
    pub(super) fn mix(self, index: u64, is_shared: bool) -> u64 {
        let count = if is_shared { 0 } else { self.count };
        xxh3_64([self.seed, count, index].map(u64::to_le_bytes).as_flattened())
    }

    fn filling(self, length: usize, alphabet: &str) -> String {
        let pick = |index: usize| at(alphabet, u128::from(self.mix(index as u64, false)));
        (0..length).map(pick).collect()
    }
}

fn at(alphabet: &str, number: u128) -> char {
    let index = usize::try_from(number % alphabet.len() as u128).unwrap_or(0);
    char::from(alphabet.as_bytes()[index])
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn nobody_shares_a_text_while_there_is_room() {
        let serials = || (0..450).flat_map(|n| [false, true].map(|v| Serial::new("sprun", "pin", n, v)));
        let numbers: HashSet<String> = serials().map(|serial| serial.digits(3)).collect();
        assert_eq!(numbers.len(), 900, "all numbers of three digits");
        assert!(numbers.iter().all(|n| n.len() == 3 && !n.starts_with('0')));
        for alphabet in [LETTERS, ALPHANUMERIC, SPECIAL] {
            let texts: HashSet<String> = serials().map(|serial| serial.letters(2, alphabet)).collect();
            assert_eq!(texts.len(), 900);
        }
        let guids: HashSet<String> = serials().map(Serial::guid).collect();
        assert!(guids.len() == 900 && guids.iter().all(|guid| guid.len() == 36));
    }

    #[test]
    fn runs_attributes_and_parts_differ() {
        let text = |run, what| Serial::new(run, what, 0, false).letters(8, LETTERS);
        assert_eq!(text("spone", "pin"), text("spone", "PIN"));
        assert_ne!(text("spone", "pin"), text("sptwo", "pin"));
        assert_ne!(text("spone", "pin"), text("spone", "badge"));
        let serial = Serial::new("spone", "pin", 0, false);
        assert_ne!(serial.part(0).digits(8), serial.part(1).digits(8));
        assert_eq!(serial.digits(40).len(), 40);
        assert_eq!((serial.digits(0), serial.letters(0, LETTERS)), (String::new(), String::new()));
    }
}
