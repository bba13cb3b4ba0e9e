//! URLs as Go's `net/url` reads them.

/// A URL in pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Url {
    pub(super) scheme: String,
    /// Host and port as written, an IPv6 address in brackets.
    pub(super) host: String,
    /// The path as written, with what must be escaped escaped.
    pub(super) path: String,
    /// What follows the question mark.
    pub(super) query: String,
}

impl Url {
    /// What `url.ParseRequestURI` takes: an absolute URL, or a path that starts with a slash.
    ///
    /// That function knows no fragment: what looks like one must be right as a part of what stands before it. The pieces are
    /// those of `url.Parse`, without the fragment.
    pub(super) fn parse_request_uri(text: &str) -> Option<Self> {
        let whole = Self::parse(text)?;
        match text.split_once('#') {
            Some((before, _)) => Self::parse(before),
            None => Some(whole),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let bad = |c: char| c < ' ' || c == '\u{7f}';
        if text.is_empty() || text.contains(bad) {
            return None;
        }
        let (scheme, rest) = scheme_of(text)?;
        if !rest.starts_with('/') {
            // Such as mailto:x: no path, nothing further to check.
            return (!scheme.is_empty()).then(|| Self {
                scheme,
                host: String::new(),
                path: String::new(),
                query: rest
                    .split_once('?')
                    .map(|(_, query)| query.to_owned())
                    .unwrap_or_default(),
            });
        }
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, path) = match rest.strip_prefix("//") {
            // Without a scheme two slashes start a path.
            Some(after) if !scheme.is_empty() => after.split_at(after.find('/').unwrap_or(after.len())),
            _ => ("", rest),
        };
        let host = match authority.rsplit_once('@') {
            Some((user, host)) => {
                is_user_info(user).then_some(())?;
                host
            }
            None => authority,
        };
        is_host(host).then_some(())?;
        has_whole_escapes(path).then_some(())?;
        Some(Self {
            scheme,
            host: host.to_owned(),
            path: escaped_path(path),
            query: query.to_owned(),
        })
    }

    /// The host without port and brackets.
    pub(super) fn hostname(&self) -> &str {
        let host = self.split_port().0;
        host.strip_prefix('[')
            .and_then(|host| host.strip_suffix(']'))
            .unwrap_or(host)
    }

    /// The port, empty if there is none.
    pub(super) fn port(&self) -> &str {
        self.split_port().1
    }

    fn split_port(&self) -> (&str, &str) {
        match self.host.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (host, port),
            _ => (&self.host, ""),
        }
    }

    /// The query's keys and values, unescaped, in order; a pair that cannot be unescaped is left out.
    pub(super) fn query_pairs(&self) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        for pair in self.query.split('&') {
            if pair.is_empty() || pair.contains(';') {
                continue;
            }
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            if let (Some(key), Some(value)) = (unescape_query(key), unescape_query(value)) {
                pairs.push((key, value));
            }
        }
        pairs
    }
}

/// The scheme in lower case and what follows its colon. `None` when the text starts with a colon.
fn scheme_of(text: &str) -> Option<(String, &str)> {
    for (place, c) in text.char_indices() {
        match c {
            'a'..='z' | 'A'..='Z' => {}
            '0'..='9' | '+' | '-' | '.' if place > 0 => {}
            ':' if place > 0 => return Some((text[..place].to_ascii_lowercase(), &text[place + 1..])),
            ':' => return None,
            _ => break,
        }
    }
    Some((String::new(), text))
}

fn is_user_info(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_ascii_alphanumeric() || "-._:~!$&'()*+,;=%@".contains(c))
        && has_whole_escapes(text)
}

fn is_host(host: &str) -> bool {
    let port_is_right = |port: &str| port.is_empty() || port.bytes().all(|b| b.is_ascii_digit());
    if let Some(inner) = host.strip_prefix('[') {
        let Some((address, after)) = inner.rsplit_once(']') else {
            return false;
        };
        let port = match after.strip_prefix(':') {
            Some(port) => port,
            None if after.is_empty() => "",
            None => return false,
        };
        return port_is_right(port) && !address.contains(' ');
    }
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) => (name, port),
        None => (host, ""),
    };
    port_is_right(port)
        && !name.contains(':')
        && name
            .chars()
            .all(|c| !c.is_ascii() || c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=[]<>\"%".contains(c))
        && only_escapes_beyond_ascii(name)
}

/// In a host only what is not ASCII may be escaped.
fn only_escapes_beyond_ascii(text: &str) -> bool {
    has_whole_escapes(text)
        && text
            .split('%')
            .skip(1)
            .all(|after| after.as_bytes().first().is_some_and(|b| *b >= b'8'))
}

fn has_whole_escapes(text: &str) -> bool {
    text.split('%').skip(1).all(|after| {
        let digits = after.as_bytes();
        digits.len() >= 2 && digits[0].is_ascii_hexdigit() && digits[1].is_ascii_hexdigit()
    })
}

fn escaped_path(path: &str) -> String {
    let stays = |b: u8| b.is_ascii_alphanumeric() || b"-_.~$&+,/:;=@!'()*[]%".contains(&b);
    let mut out = String::with_capacity(path.len());
    for b in path.bytes() {
        if stays(b) {
            out.push(char::from(b));
        } else {
            out.push_str(&format!("%{b:02X}"));
        }
    }
    out
}

fn unescape_query(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match first {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digits = std::str::from_utf8(rest.get(..2)?).ok()?;
                bytes.push(u8::from_str_radix(digits, 16).ok()?);
                rest = &rest[2..];
            }
            other => bytes.push(*other),
        }
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What Go 1.25's net/url gives.
    #[test]
    fn reads_what_go_reads() {
        let parsed = Url::parse_request_uri("HTTPS://u:p@Example.com:8443/a b?x=1&y=2#z").expect("a URL");
        assert_eq!(
            (
                parsed.scheme.as_str(),
                parsed.hostname(),
                parsed.port(),
                parsed.path.as_str()
            ),
            ("https", "Example.com", "8443", "/a%20b")
        );
        assert_eq!(parsed.query_pairs().len(), 2);
        let six = Url::parse_request_uri("http://[::1]:80").expect("a URL");
        assert_eq!(
            (six.host.as_str(), six.hostname(), six.port()),
            ("[::1]:80", "::1", "80")
        );
        for (text, scheme) in [
            ("oci://ghcr.io/x:1", "oci"),
            ("/etc/passwd", ""),
            ("mailto:a@b", "mailto"),
            ("localhost:8080", "localhost"),
        ] {
            assert_eq!(
                Url::parse_request_uri(text).map(|url| url.scheme).as_deref(),
                Some(scheme),
                "{text}"
            );
        }
        for bad in [
            "",
            "example.com",
            "://a",
            "http://a b/",
            "http://a:b/",
            "http://[::1",
            "http://a/%zz",
            "1a:b",
            "http://#%blah$#@",
            "http://a\n",
        ] {
            assert_eq!(Url::parse_request_uri(bad), None, "{bad}");
        }
    }
}
