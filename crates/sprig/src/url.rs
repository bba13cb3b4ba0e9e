//! URLs, as Go 1.26's `net/url` takes them apart and puts them together.

use std::fmt;
use std::net::Ipv6Addr;

use gotemplate::{Call, FuncError, Map, Str, Value};

use crate::dicts::text_under;
use crate::{Outcome, runes, show};

/// Which part of a URL is escaped: each has its own set of plain characters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Path,
    Fragment,
    UserInfo,
    Host,
    Zone,
}

/// Why a text is no URL, with Go's words.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum UrlError {
    Control,
    Scheme,
    FirstSegment,
    UserInfo,
    IpLiteral,
    Bracket,
    Address(Vec<u8>),
    Port(Vec<u8>),
    Escape(Vec<u8>),
    HostCharacter(u8),
}

impl fmt::Display for UrlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            UrlError::Control => f.write_str("net/url: invalid control character in URL"),
            UrlError::Scheme => f.write_str("missing protocol scheme"),
            UrlError::FirstSegment => f.write_str("first path segment in URL cannot contain colon"),
            UrlError::UserInfo => f.write_str("net/url: invalid userinfo"),
            UrlError::IpLiteral => f.write_str("invalid IP-literal"),
            UrlError::Bracket => f.write_str("missing ']' in host"),
            UrlError::Address(text) => write!(f, "invalid host: ParseAddr({}): unable to parse IP", show::quoted(text)),
            UrlError::Port(text) => {
                write!(f, "invalid port {} after host", show::quoted(text))
            }
            UrlError::Escape(text) => write!(f, "invalid URL escape {}", show::quoted(text)),
            UrlError::HostCharacter(b) => {
                write!(f, "invalid character {} in host name", show::quoted(&[*b]))
            }
        }
    }
}

impl std::error::Error for UrlError {}

/// A URL in its decoded parts.
#[derive(Debug, Default)]
struct Url {
    scheme: Vec<u8>,
    opaque: Vec<u8>,
    /// Name, and password if there is one.
    user: Option<(Vec<u8>, Option<Vec<u8>>)>,
    host: Vec<u8>,
    path: Vec<u8>,
    query: Vec<u8>,
    fragment: Vec<u8>,
}

fn is_plain(b: u8, part: Part) -> bool {
    if b.is_ascii_alphanumeric() || b"-_.~".contains(&b) {
        return true;
    }
    match part {
        Part::Host | Part::Zone => b"!$&'()*+,;=:[]<>\"".contains(&b),
        Part::Path => b"$&+,/:;=@".contains(&b),
        Part::UserInfo => b"$&+,;=".contains(&b),
        Part::Fragment => b"$&+,/:;=?@!()*".contains(&b),
    }
}

fn escape(text: &[u8], part: Part) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for &b in text {
        if is_plain(b, part) {
            out.push(b);
        } else {
            out.extend_from_slice(format!("%{b:02X}").as_bytes());
        }
    }
    out
}

fn unescape(text: &[u8], part: Part) -> Result<Vec<u8>, UrlError> {
    let mut out = Vec::with_capacity(text.len());
    let in_host = matches!(part, Part::Host | Part::Zone);
    let mut rest = text;
    while let Some((&b, tail)) = rest.split_first() {
        rest = tail;
        if b != b'%' {
            if in_host && b < 0x80 && !is_plain(b, part) {
                return Err(UrlError::HostCharacter(b));
            }
            out.push(b);
            continue;
        }
        let hex = |i: usize| tail.get(i).and_then(|d| char::from(*d).to_digit(16));
        let escape = |len: usize| {
            let digits = tail.get(..len).unwrap_or(tail);
            UrlError::Escape([b"%", digits].concat())
        };
        let (Some(high), Some(low)) = (hex(0), hex(1)) else {
            return Err(escape(2));
        };
        let value = u8::try_from(high * 16 + low).unwrap_or(0);
        // Only what is not ASCII may be escaped in a host, and a percent sign before a zone.
        let refused = match part {
            Part::Host => value < 0x80 && value != b'%',
            Part::Zone => value != b'%' && value != b' ' && !is_plain(value, Part::Host),
            _ => false,
        };
        if refused {
            return Err(escape(2));
        }
        out.push(value);
        rest = tail.get(2..).unwrap_or_default();
    }
    Ok(out)
}

/// The text before the first `separator` and the text after it; nothing after it if there is none.
fn cut(text: &[u8], separator: u8) -> (&[u8], &[u8]) {
    match memchr::memchr(separator, text) {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, b""),
    }
}

/// The scheme and what follows its colon.
fn take_scheme(text: &[u8]) -> Result<(&[u8], &[u8]), UrlError> {
    for (i, b) in text.iter().enumerate() {
        match b {
            b'a'..=b'z' | b'A'..=b'Z' => {}
            b'0'..=b'9' | b'+' | b'-' | b'.' if i > 0 => {}
            b':' if i == 0 => return Err(UrlError::Scheme),
            b':' => return Ok((&text[..i], &text[i + 1..])),
            _ => break,
        }
    }
    Ok((b"", text))
}

fn check_port(text: &[u8]) -> Result<(), UrlError> {
    let fits = match text {
        [] => true,
        [b':', digits @ ..] => digits.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    if fits {
        Ok(())
    } else {
        Err(UrlError::Port(text.to_vec()))
    }
}

fn parse_host(scheme: &[u8], host: &[u8]) -> Result<Vec<u8>, UrlError> {
    match memchr::memrchr(b'[', host) {
        Some(0) => return parse_bracketed(host),
        Some(_) => return Err(UrlError::IpLiteral),
        None => {}
    }
    // Several colons are for lists of hosts, which the web schemes do not have.
    let web = matches!(scheme, b"http" | b"https");
    let colon = if web {
        memchr::memchr(b':', host)
    } else {
        memchr::memrchr(b':', host)
    };
    if let Some(colon) = colon {
        check_port(&host[colon..])?;
    }
    unescape(host, Part::Host)
}

/// An IPv6 address in brackets, with zone and port.
fn parse_bracketed(host: &[u8]) -> Result<Vec<u8>, UrlError> {
    let close = memchr::memrchr(b']', host).ok_or(UrlError::Bracket)?;
    let (inside, port) = (host.get(1..close).unwrap_or_default(), &host[close + 1..]);
    check_port(port)?;
    let zone = runes::find(inside, b"%25").unwrap_or(inside.len());
    let mut address = unescape(&inside[..zone], Part::Host)?;
    let plain = std::str::from_utf8(&address).ok().map(str::to_owned);
    address.extend(unescape(&inside[zone..], Part::Zone)?);
    let plain = plain.unwrap_or_default();
    if plain.parse::<Ipv6Addr>().is_err() {
        let is_v4 = plain.parse::<std::net::Ipv4Addr>().is_ok() && zone == inside.len();
        return Err(if is_v4 {
            UrlError::IpLiteral
        } else {
            UrlError::Address(address)
        });
    }
    Ok([b"[", address.as_slice(), b"]", port].concat())
}

type User = (Vec<u8>, Option<Vec<u8>>);

fn parse_authority(scheme: &[u8], text: &[u8]) -> Result<(Option<User>, Vec<u8>), UrlError> {
    let at = memchr::memrchr(b'@', text);
    let host = parse_host(scheme, &text[at.map_or(0, |at| at + 1)..])?;
    let Some(at) = at else {
        return Ok((None, host));
    };
    let info = &text[..at];
    let allowed = |b: &u8| b.is_ascii_alphanumeric() || b"-._:~!$&'()*+,;=%@".contains(b);
    if !info.iter().all(allowed) {
        return Err(UrlError::UserInfo);
    }
    let (name, password) = cut(info, b':');
    let name = unescape(name, Part::UserInfo)?;
    let password = if info.contains(&b':') {
        Some(unescape(password, Part::UserInfo)?)
    } else {
        None
    };
    Ok((Some((name, password)), host))
}

impl Url {
    fn parse(text: &[u8]) -> Result<Url, UrlError> {
        Url::parse_with(text, true)
    }

    /// With `strict_colons`, the host of a web address has at most one colon, before its port.
    fn parse_with(text: &[u8], strict_colons: bool) -> Result<Url, UrlError> {
        let mut url = Url::default();
        if text.iter().any(|b| *b < b' ' || *b == 0x7f) {
            return Err(UrlError::Control);
        }
        if text == b"*" {
            url.path = b"*".to_vec();
            return Ok(url);
        }
        let (scheme, rest) = take_scheme(text)?;
        url.scheme = scheme.to_ascii_lowercase();
        let (mut rest, query) = cut(rest, b'?');
        url.query = query.to_vec();
        if !rest.starts_with(b"/") {
            if !url.scheme.is_empty() {
                url.opaque = rest.to_vec();
                return Ok(url);
            }
            if cut(rest, b'/').0.contains(&b':') {
                return Err(UrlError::FirstSegment);
            }
        }
        let has_authority = rest.starts_with(b"//") && (!url.scheme.is_empty() || !rest.starts_with(b"///"));
        if has_authority {
            let after = rest.get(2..).unwrap_or_default();
            let end = memchr::memchr(b'/', after).unwrap_or(after.len());
            let scheme = if strict_colons { &url.scheme[..] } else { b"" };
            (url.user, url.host) = parse_authority(scheme, &after[..end])?;
            rest = &after[end..];
        }
        url.path = unescape(rest, Part::Path)?;
        Ok(url)
    }

    fn user_info(&self) -> Vec<u8> {
        let Some((name, password)) = &self.user else {
            return Vec::new();
        };
        let mut out = escape(name, Part::UserInfo);
        if let Some(password) = password {
            out.push(b':');
            out.extend(escape(password, Part::UserInfo));
        }
        out
    }

    fn to_text(&self) -> Vec<u8> {
        let mut out = Vec::new();
        if !self.scheme.is_empty() {
            out.extend_from_slice(&self.scheme);
            out.push(b':');
        }
        if self.opaque.is_empty() {
            let any = !self.host.is_empty() || self.user.is_some();
            if any || !self.scheme.is_empty() {
                if any || !self.path.is_empty() {
                    out.extend_from_slice(b"//");
                }
                if self.user.is_some() {
                    out.extend(self.user_info());
                    out.push(b'@');
                }
                out.extend(escape(&self.host, Part::Host));
            }
            let path = if self.path == b"*" {
                b"*".to_vec()
            } else {
                escape(&self.path, Part::Path)
            };
            if !path.is_empty() && !path.starts_with(b"/") && !self.host.is_empty() {
                out.push(b'/');
            }
            // A colon in the first segment would read as a scheme.
            if out.is_empty() && cut(&path, b'/').0.contains(&b':') {
                out.extend_from_slice(b"./");
            }
            out.extend(path);
        } else {
            out.extend_from_slice(&self.opaque);
        }
        if !self.query.is_empty() {
            out.push(b'?');
            out.extend_from_slice(&self.query);
        }
        if !self.fragment.is_empty() {
            out.push(b'#');
            out.extend(escape(&self.fragment, Part::Fragment));
        }
        out
    }
}

/// The host without its port and brackets.
fn host_name(host: &[u8]) -> &[u8] {
    let port = memchr::memrchr(b':', host).filter(|at| check_port(&host[*at..]).is_ok());
    let name = &host[..port.unwrap_or(host.len())];
    match name {
        [b'[', inside @ .., b']'] => inside,
        name => name,
    }
}

fn parse(text: &[u8]) -> Result<Url, FuncError> {
    let error = |shown: &[u8], error: &UrlError| FuncError::new(format!("parse {}: {error}", show::quoted(shown)));
    let (before, fragment) = cut(text, b'#');
    let mut url = Url::parse(before).map_err(|e| error(before, &e))?;
    url.fragment = unescape(fragment, Part::Fragment).map_err(|e| error(text, &e))?;
    Ok(url)
}

/// The scheme of a URL, in lower case; empty if it has none.
///
/// # Errors
/// What Go's `url.Parse` finds wrong anywhere in the URL. A host may have several colons, as in programs whose modules are
/// of Go 1.25, such as Istio's.
pub fn scheme(url: &str) -> Result<String, UrlError> {
    let (before, fragment) = cut(url.as_bytes(), b'#');
    let parsed = Url::parse_with(before, false)?;
    unescape(fragment, Part::Fragment)?;
    Ok(String::from_utf8_lossy(&parsed.scheme).into_owned())
}

pub(crate) fn url_parse(call: &mut Call<'_>) -> Outcome {
    let url =
        parse(call.string(0).as_bytes()).map_err(|e| FuncError::new(format!("unable to parse url: {}", e.message)))?;
    let parts = Map::new();
    parts.insert("userinfo", Value::string(url.user_info()));
    parts.insert("hostname", Value::string(host_name(&url.host)));
    parts.insert("scheme", Value::string(url.scheme));
    parts.insert("host", Value::string(url.host));
    parts.insert("path", Value::string(url.path));
    parts.insert("query", Value::string(url.query));
    parts.insert("opaque", Value::string(url.opaque));
    parts.insert("fragment", Value::string(url.fragment));
    Ok(parts.into())
}

pub(crate) fn url_join(call: &mut Call<'_>) -> Outcome {
    let parts = call.map(0);
    let text = |key: &str| text_under(&parts, key).map(|t: Str| t.as_bytes().to_vec());
    let mut url = Url {
        scheme: text("scheme")?,
        host: text("host")?,
        path: text("path")?,
        query: text("query")?,
        opaque: text("opaque")?,
        fragment: text("fragment")?,
        user: None,
    };
    let user = text("userinfo")?;
    if !user.is_empty() {
        let whole = [b"proto://", user.as_slice(), b"@host"].concat();
        url.user = parse(&whole)
            .map_err(|e| FuncError::new(format!("unable to parse userinfo in dict: {}", e.message)))?
            .user;
    }
    Ok(Value::string(url.to_text()))
}
