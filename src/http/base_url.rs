//! The tenant's base URL: what paths and queries are appended to.

use url::Url;

use crate::error::Error;

/// A base URL without trailing slash, and the query it carries along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    base: String,
    query: Option<String>,
    url: Url,
}

impl BaseUrl {
    /// Reads a base URL from which the dialect flag is gone already.
    ///
    /// # Errors
    /// Anything but an http or https URL with a host; credentials in it are refused.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let help = "give the tenant's base URL, such as https://api.example.com/scim/v2";
        let mut parsed = Url::parse(text)
            .map_err(|error| Error::usage(format!("'{text}' is not a URL: {error}"), help))?;
        if !["http", "https"].contains(&parsed.scheme()) || parsed.host().is_none() {
            return Err(Error::usage(format!("'{text}' is not an http or https URL"), help));
        }
        if !parsed.username().is_empty() || parsed.password().is_some() {
            return Err(Error::usage(
                "the URL holds a credential",
                "use --auth basic with SCIM_USER and SCIM_PASSWORD",
            ));
        }
        let text = text.split('#').next().unwrap_or_default();
        let (base, query) = text.split_once('?').map_or((text, None), |(base, query)| (base, Some(query)));
        let base = base.trim_end_matches('/');
        // The scheme is compared as text from here on.
        let base = match base.split_once(':') {
            Some((_, rest)) => format!("{}:{rest}", parsed.scheme()),
            None => base.to_owned(),
        };
        parsed.set_fragment(None);
        Ok(Self { base, query: query.map(str::to_owned), url: parsed })
    }

    /// The URL of a path and query behind the base.
    pub fn join(&self, path: &str, query: Option<&str>) -> String {
        let (path, path_query) =
            path.split_once('?').map_or((path, None), |(path, query)| (path, Some(query)));
        let queries: Vec<&str> = [self.query.as_deref(), path_query, query].into_iter().flatten().collect();
        let mark = if queries.is_empty() { "" } else { "?" };
        format!("{}{path}{mark}{}", self.base, queries.join("&"))
    }

    /// The same as [`BaseUrl::join`], for a path that needs no further escaping.
    pub fn url(&self, path: &str, query: Option<&str>) -> Url {
        let mut url = self.url.clone();
        url.set_path(&format!("{}{path}", self.url.path().trim_end_matches('/')));
        match query {
            Some(query) => self.with_query(url, query),
            None => url,
        }
    }

    /// A URL from [`BaseUrl::url`] that has no query of its own yet, with one.
    pub fn with_query(&self, mut url: Url, query: &str) -> Url {
        match &self.query {
            Some(own) => url.set_query(Some(&format!("{own}&{query}"))),
            None => url.set_query(Some(query)),
        }
        url
    }

    /// The path and query of an address, as seen from the base URL; `None` when it lies elsewhere.
    pub fn behind(&self, address: &str) -> Option<String> {
        let base = Url::parse(&format!("{}/", self.base)).ok()?;
        let relative = address.trim_start_matches('/');
        let rooted = address.starts_with('/') && address.starts_with(base.path());
        let whole = if rooted { base.join(address) } else { base.join(relative) }.ok()?;
        let rest = whole.as_str().strip_prefix(base.as_str()).filter(|rest| !rest.is_empty())?;
        Some(format!("/{rest}"))
    }

    /// The URL as the user wrote it, without trailing slash.
    pub fn as_text(&self) -> String {
        self.join("", None)
    }

    /// Whether its last segment is a version, such as `v2`.
    pub fn ends_in_version(&self) -> bool {
        let last = self.base.rsplit('/').next().unwrap_or_default();
        let number = last.strip_prefix(['v', 'V']).unwrap_or_default();
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Whether it names this machine.
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.url)
    }

    /// Whether it is reached over TLS.
    pub fn is_tls(&self) -> bool {
        self.base.starts_with("https:")
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_queries_are_appended() {
        let base = BaseUrl::parse("https://api.example.com/scim/v2/").unwrap();
        assert_eq!(base.join("/Users", Some("count=1")), "https://api.example.com/scim/v2/Users?count=1");
        let base = BaseUrl::parse("http://127.0.0.1:80/scim?org=7").unwrap();
        assert_eq!(
            base.join("/Groups/1?excludedAttributes=members", None),
            "http://127.0.0.1:80/scim/Groups/1?org=7&excludedAttributes=members"
        );
        for base in ["https://api.example.com/scim/v2/", "http://[::1]:80/?org=7#x", "HTTP://LOCALHOST/a b"] {
            let base = BaseUrl::parse(base).unwrap();
            for path in ["/Users", "/Groups/7a%2F%20b%25%c3%89", "/Users/é"] {
                for query in [None, Some("filter=userName+eq+%22mira%40tern.example%22&x=\"ü'")] {
                    assert_eq!(base.url(path, query), Url::parse(&base.join(path, query)).unwrap());
                }
            }
        }
        assert!(base.is_loopback() && !base.is_tls() && !base.ends_in_version());
        assert!(BaseUrl::parse("https://api.example.com/scim/v2?x=1").unwrap().ends_in_version());
        let loud = BaseUrl::parse("HTTPS://api.example.com/scim").unwrap();
        assert!(loud.is_tls() && loud.as_text() == "https://api.example.com/scim");
        for bad in ["", "api.example.com", "ftp://x/", "https://u:p@x/"] {
            assert!(BaseUrl::parse(bad).is_err(), "{bad}");
        }
    }
}
