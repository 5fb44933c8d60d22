use super::*;

check! {
    /// RFC 7643 §2.3.5 gives the form of a time: date, the letter T, time of day, as in `2026-01-09T08:15:00Z`.
    /// Fractions of a second may have any number of digits, and an offset has a colon.
    ///
    /// ## Why it matters
    /// Strict clients refuse the whole resource because of a time they cannot read.
    ///
    /// ## Usual cause
    /// The value is written as the database prints it, or as a number of seconds.
    ///
    /// ## How to fix
    /// Format times as RFC 3339 does.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7
    /// 200 {"id":"7","meta":{"created":"2026-01-09 08:15:00Z"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7
    /// 200 {"id":"7","meta":{"created":"2026-01-09T08:15:00Z"}}
    /// ```
    id: "resources/meta-date-time",
    title: "the times in meta MUST be dateTime values",
    profile: Rfc,
    severity: Error,
    covers: ["res-12"],
    sources: [Rfc7643("2.3.5"), Rfc7643("3.1")],
    dialects: Without,
    needs: [
        "users/create", "users/get", "users/match", "resources/create", "resources/get", "resources/match",
        "resources/patch", "resources/patch/read", "resources/put", "groups/create", "groups/get",
        "groups/match", "resources/crew", "resources/crew/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    each(e, |shown| {
        let times =
            ["created", "lastModified"].into_iter().filter_map(|name| Some((name, meta(shown.body, name)?)));
        let mut wrong = times.filter(|(_, value)| !value.as_str().is_some_and(is_date_time));
        wrong.next().map(|(name, value)| {
            let finding = shown.finding("a time in meta is no dateTime", &format!("/meta/{name}"));
            finding.expected("such as 2026-01-09T08:15:00Z", expect::quote(value))
        })
    })
}

/// One without a zone is a dateTime, too; `resources/meta-time-zone` speaks of it.
fn is_date_time(text: &str) -> bool {
    let Some((front, rest)) = text.split_at_checked(19) else { return false };
    let signs = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    if !signs.iter().all(|(at, sign)| front.as_bytes()[*at] == *sign) {
        return false;
    }
    let zone =
        rest.strip_prefix('.').map_or(rest, |digits| digits.trim_start_matches(|c: char| c.is_ascii_digit()));
    front.parse::<jiff::civil::DateTime>().is_ok() && !rest.starts_with(".Z") && rest != "." && is_zone(zone)
}

/// `Z`, an offset such as `+01:00`, or nothing.
fn is_zone(text: &str) -> bool {
    match text.as_bytes() {
        [] | [b'Z'] => true,
        [b'+' | b'-', a, b, b':', c, d] => [a, b, c, d].into_iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_in_time() {
        for right in ["2026-01-09T08:15:00Z", "2026-01-09T08:15:00.123+01:00", "2026-01-09T08:15:00"] {
            assert!(is_date_time(right), "{right}");
        }
        for wrong in ["2026-01-09", "2026-01-09 08:15:00Z", "2026-13-09T08:15:00Z", "2026-01-09T08:15:00.Z"] {
            assert!(!is_date_time(wrong), "{wrong}");
        }
    }
}
