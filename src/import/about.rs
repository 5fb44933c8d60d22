//! The app's name, the date of its page, and the slug made of the name.

use super::page::{Form, Page};
use super::remark::Remarks;
use crate::text::cut;

/// What stands before and behind the name in a title, in lower case. The first that fits counts.
const TITLES: &[(&str, &str)] = &[
    ("configure ", " for automatic"),
    ("configure ", " for user provisioning"),
    ("configure ", " to support provisioning"),
    ("konfigurieren von ", " für die automatische"),
    ("konfigurieren von ", " zur automatischen"),
    ("konfigurieren von ", " für automatische"),
    ("configurer ", " pour l'"),
    ("configurer ", " pour "),
    ("configuración de ", " para "),
    ("configurar ", " para "),
    ("configurare ", " per "),
    ("向けに ", " を構成"),
    ("ために ", " を構成"),
    ("ように ", " を構成"),
    (": ", " を構成"),
    ("", " を構成"),
];

/// The name of the app.
pub(super) fn name(page: &Page, remarks: &mut Remarks) -> Option<String> {
    let front = page.member("title").map(|(title, line)| (line, title));
    let headings = page.lines.iter().filter(|line| line.form == Form::Heading).take(3);
    let headings: Vec<(usize, &str)> = headings.map(|line| (line.number, line.text.as_str())).collect();
    let first = page.lines.iter().filter(|line| line.form != Form::Blank).take(5);
    let first = first.map(|line| (line.number, line.text.as_str()));
    let candidates: Vec<(usize, &str)> =
        front.into_iter().chain(headings.iter().copied()).chain(first).collect();
    for (line, title) in &candidates {
        if let Some(name) = TITLES.iter().find_map(|(before, behind)| between(title, before, behind)) {
            remarks.found(*line, format!("name: {name}"));
            return Some(name);
        }
    }
    let (line, title) = candidates.into_iter().find(|(_, title)| !title.trim().is_empty())?;
    let plain = title.trim().trim_start_matches("Tutorial:").trim();
    let name = cut(plain, 60);
    remarks.guessed(line, format!("name: {name}; the title is not that of a provisioning tutorial"));
    Some(name)
}

fn between(title: &str, before: &str, behind: &str) -> Option<String> {
    let title = cut(title, 300).replace('’', "'");
    let lower = title.to_ascii_lowercase();
    let end = lower.find(behind)?;
    let start = if before.is_empty() { 0 } else { lower[..end].rfind(before)? + before.len() };
    let name = title[start..end].trim().trim_matches(['"', '\'', '*']).trim();
    (!name.is_empty() && name.chars().count() <= 80).then(|| name.to_owned())
}

/// A slug made of a name: small letters and digits, joined by hyphens; none where the name has neither.
pub fn slug(name: &str) -> Option<String> {
    let mut slug = String::new();
    for c in name.chars() {
        match plain_letter(c) {
            Some(c) => slug.push(c),
            None if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            None => {}
        }
    }
    let slug: String = slug.chars().take(60).collect();
    Some(slug.trim_end_matches('-').to_owned()).filter(|slug| !slug.is_empty())
}

fn plain_letter(c: char) -> Option<char> {
    let lower = c.to_lowercase().next().unwrap_or(c);
    Some(match lower {
        'a'..='z' | '0'..='9' => lower,
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' | 'ø' => 'o',
        'ù'..='ü' => 'u',
        'ł' => 'l',
        _ => return None,
    })
}

/// Whether the text can name a suite on the command line.
pub fn is_slug(text: &str) -> bool {
    let inner = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    inner && !text.contains("--") && !text.is_empty() && !text.starts_with('-') && !text.ends_with('-')
}

/// The date of the page, `YYYY-MM-DD`: from the front matter, or from a line that dates the page.
pub(super) fn date(page: &Page, remarks: &mut Remarks) -> Option<String> {
    let front = page.member("ms.date").or_else(|| page.member("date")).or_else(|| page.member("updated_at"));
    let lines = page.lines.iter().filter(|line| line.form != Form::Blank && line.text.len() <= 160);
    let dated = lines.filter(|line| is_dated(&line.text)).map(|line| (line.text.as_str(), line.number));
    let found = front.into_iter().chain(dated).find_map(|(text, line)| Some((read(text)?, line)));
    let Some(((date, is_sure), line)) = found else {
        remarks.not_said("the date of the page (source_date)");
        return None;
    };
    if is_sure {
        remarks.found(line, format!("date of the page: {date}"));
    } else {
        remarks.guessed(line, format!("date of the page: {date}, read as month/day/year"));
    }
    Some(date)
}

fn is_dated(text: &str) -> bool {
    let lower = text.to_lowercase();
    let starts = [
        "last updated",
        "last modified",
        "updated",
        "article",
        "artikel",
        "zuletzt aktualisiert",
        "記事",
        "最終更新",
    ];
    starts.iter().any(|start| lower.starts_with(start)) && text.contains(|c: char| c.is_ascii_digit())
}

/// A date in the text, and whether it can be read in one way only. Microsoft writes month/day/year.
fn read(text: &str) -> Option<(String, bool)> {
    let numbers = |part: &str| -> Option<[u32; 3]> {
        let is_joint = |c: char| !c.is_ascii_digit();
        let all: Vec<u32> =
            part.split(is_joint).filter(|n| !n.is_empty()).map_while(|n| n.parse().ok()).collect();
        all.get(..3)?.try_into().ok()
    };
    if let Some(date) = named_month(text) {
        return Some((date, true));
    }
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let part = &text[digits..];
    let [one, two, three] = numbers(part)?;
    let is_dotted = part.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with('.');
    let ((year, month, day), is_sure) = match (one, two) {
        (1000.., _) => ((one, two, three), true),
        _ if is_dotted => ((three, two, one), true),
        (13.., _) => ((three, two, one), true),
        _ => ((three, one, two), two > 12 || one == two || text.len() == 10),
    };
    valid(year, month, day).map(|date| (date, is_sure))
}

fn valid(year: u32, month: u32, day: u32) -> Option<String> {
    let year = i16::try_from(year).ok().filter(|year| (1990..=2999).contains(year))?;
    let date = jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(date.to_string())
}

/// `March 25, 2024` or `25 March 2024`
fn named_month(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let words: Vec<&str> =
        text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.windows(3).find_map(|three| {
        let (month, day) = if three[0].starts_with(|c: char| c.is_ascii_digit()) {
            (three[1], three[0])
        } else {
            (three[0], three[1])
        };
        let start = month.get(..3)?.to_ascii_lowercase();
        let month = MONTHS.iter().position(|known| *known == start)?;
        valid(three[2].parse().ok()?, u32::try_from(month).ok()? + 1, day.parse().ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_titles() {
        for (title, expected) in [
            (
                "Tutorial: Configure Tern Pilotage for automatic user provisioning with Microsoft Entra ID",
                "Tern Pilotage",
            ),
            ("Configure Reconfigure for automatic user provisioning", "Reconfigure"),
            ("Tutorial: Konfigurieren von Möwe 2 für die automatische Benutzerbereitstellung", "Möwe 2"),
            ("チュートリアル: 自動ユーザー プロビジョニングのために Tern を構成する", "Tern"),
            ("Configurer Sterne pour l’approvisionnement automatique", "Sterne"),
        ] {
            let mut remarks = Remarks::default();
            assert_eq!(name(&Page::new(title), &mut remarks).as_deref(), Some(expected), "{title}");
        }
    }

    #[test]
    fn slugs() {
        assert_eq!(slug("Rhombus Systems").as_deref(), Some("rhombus-systems"));
        assert_eq!(slug("8x8 (Zoë & Co.)").as_deref(), Some("8x8-zoe-co"));
        assert_eq!(slug("サイ"), None);
        assert!(is_slug("a-1") && !is_slug("-a") && !is_slug("A") && !is_slug("a--b") && !is_slug(""));
    }

    #[test]
    fn dates_as_pages_write_them() {
        for (text, expected) in [
            ("07/05/2023", Some(("2023-07-05", true))),
            ("Last updated on 03/25/2024", Some(("2024-03-25", true))),
            ("Last updated on 03/04/2024", Some(("2024-03-04", false))),
            ("Artikel • 25.03.2024", Some(("2024-03-25", true))),
            ("Article • 25/03/2024 • 5 contributors", Some(("2024-03-25", true))),
            ("最終更新 2024年3月25日", Some(("2024-03-25", true))),
            ("Last updated March 25, 2024", Some(("2024-03-25", true))),
            ("Updated 5 Jul 2023", Some(("2023-07-05", true))),
            ("Article 13/13/2024", None),
            ("99999999999/1/1", None),
        ] {
            let expected = expected.map(|(date, sure)| (date.to_owned(), sure));
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
