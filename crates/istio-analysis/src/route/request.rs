//! What is asked: a request, who sends it, and through what.

use std::fmt;

/// A request whose way through the mesh is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The scheme, `http` unless the target names another: with `https` and `tls` the client itself speaks TLS, with `tcp` neither.
    pub scheme: String,
    /// The host as the client writes it, in lower case.
    pub host: String,
    /// The port, if the target names one.
    pub port: Option<u16>,
    /// The path without its query.
    pub path: String,
    /// The query parameters, decoded, in order.
    pub query: Vec<(String, String)>,
    /// The method.
    pub method: String,
    /// The headers, names in lower case, in order.
    pub headers: Vec<(String, String)>,
}

/// The workload that sends a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct From {
    /// Its namespace.
    pub namespace: String,
    /// Its name; empty for any workload of the namespace.
    pub workload: String,
}

/// Why a question has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// The target is no host, or its port is none.
    Target {
        /// The target as given.
        target: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A header without a colon or a name.
    Header(String),
    /// The files describe the namespace's workloads, and this is none of them.
    UnknownWorkload {
        /// What was asked for.
        asked: From,
        /// Those that there are.
        known: Vec<String>,
    },
    /// No Gateway of this name, as `namespace/name`.
    UnknownGateway(String),
    /// The target names no port, and none stands out.
    Port {
        /// Whose ports these are.
        of: String,
        /// The ports to choose from.
        ports: Vec<i64>,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Target { target, why } => write!(f, "{target:?} is no target, such as reviews:9080/path: {why}"),
            Error::Header(header) => write!(f, "{header:?} is no header: a name, a colon and a value"),
            Error::UnknownWorkload { asked, known } => write!(
                f,
                "there is no workload {} in namespace {}; it has {}",
                asked.workload,
                asked.namespace,
                known.join(", ")
            ),
            Error::UnknownGateway(name) => write!(f, "there is no Gateway {name}"),
            Error::Port { of, ports } => {
                let ports: Vec<String> = ports.iter().map(ToString::to_string).collect();
                write!(f, "which port of {of}? It has {}", ports.join(", "))
            }
        }
    }
}

impl std::error::Error for Error {}

impl Request {
    /// A GET request for `[SCHEME://]HOST[:PORT][/PATH[?QUERY]]`.
    ///
    /// # Errors
    /// [`Error::Target`].
    pub fn to(target: &str) -> Result<Self, Error> {
        let error = |why| Error::Target {
            target: target.to_owned(),
            why,
        };
        let (scheme, rest) = target.split_once("://").unwrap_or(("http", target));
        let scheme = scheme.to_ascii_lowercase();
        if !["http", "https", "tls", "tcp", "grpc"].contains(&scheme.as_str()) {
            return Err(error("its scheme is none of http, https, grpc, tls and tcp"));
        }
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        let (host, port) = split_port(authority).map_err(error)?;
        if host.is_empty() || host.contains(|c: char| c.is_whitespace() || c == '*' || c == '@') {
            return Err(error("it names no host"));
        }
        let path = path.split('#').next().unwrap_or("");
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        Ok(Self {
            scheme,
            host: host.trim_end_matches('.').to_ascii_lowercase(),
            port,
            path: if path.is_empty() { "/" } else { path }.to_owned(),
            query: parameters(query),
            method: "GET".to_owned(),
            headers: Vec::new(),
        })
    }

    /// Adds a header, written `name: value` or `name:value`.
    ///
    /// # Errors
    /// [`Error::Header`].
    pub fn add_header(&mut self, header: &str) -> Result<(), Error> {
        // The names of pseudo-headers begin with a colon.
        let start = usize::from(header.starts_with(':'));
        let split = header.get(start..).and_then(|rest| rest.split_once(':'));
        match split {
            Some((name, value)) if !name.trim().is_empty() => {
                let name = format!("{}{}", &header[..start], name.trim()).to_ascii_lowercase();
                self.headers.push((name, value.trim().to_owned()));
                Ok(())
            }
            _ => Err(Error::Header(header.to_owned())),
        }
    }

    /// The value of a header; that of several of the name has commas between them.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<String> {
        let values: Vec<&str> = self
            .headers
            .iter()
            .filter(|(written, _)| written.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
            .collect();
        (!values.is_empty()).then(|| values.join(","))
    }

    /// What the request says its host is: the header `host` or `:authority`, else the target.
    #[must_use]
    pub fn authority(&self) -> String {
        self.header(":authority")
            .or_else(|| self.header("host"))
            .unwrap_or_else(|| match self.port {
                Some(port) if port != self.default_port() => format!("{}:{port}", self.host),
                _ => self.host.clone(),
            })
    }

    /// The authority without its port, in lower case.
    #[must_use]
    pub fn authority_host(&self) -> String {
        let authority = self.authority();
        let host = split_port(&authority).map_or(authority.as_str(), |(host, _)| host);
        host.trim_end_matches('.').to_ascii_lowercase()
    }

    /// The port that the scheme stands for.
    #[must_use]
    pub fn default_port(&self) -> u16 {
        match self.scheme.as_str() {
            "https" | "tls" => 443,
            _ => 80,
        }
    }
}

impl From {
    /// Reads `NAMESPACE/WORKLOAD`, or a namespace alone.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let (namespace, workload) = text.split_once('/').unwrap_or((text, ""));
        Self {
            namespace: namespace.to_owned(),
            workload: workload.to_owned(),
        }
    }
}

fn split_port(authority: &str) -> Result<(&str, Option<u16>), &'static str> {
    // An IPv6 address has its colons in brackets.
    let after = authority.rfind(']').map_or(0, |bracket| bracket + 1);
    match authority.get(after..).and_then(|rest| rest.rfind(':')) {
        None => Ok((authority, None)),
        Some(colon) => {
            let (host, port) = authority.split_at(after + colon);
            match port[1..].parse::<u16>() {
                Ok(number) if number != 0 => Ok((host, Some(number))),
                _ => Err("its port is no number from 1 to 65535"),
            }
        }
    }
}

fn parameters(query: &str) -> Vec<(String, String)> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        })
        .collect()
}

/// Percent-decoding; what cannot be decoded stays as it is.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let pair = bytes
            .get(at + 1..at + 3)
            .and_then(|pair| std::str::from_utf8(pair).ok());
        match pair
            .filter(|_| byte == b'%')
            .and_then(|pair| u8::from_str_radix(pair, 16).ok())
        {
            Some(value) => {
                out.push(value);
                at += 3;
            }
            None => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_has_host_port_path_and_query() {
        let request = Request::to("Reviews.shop:9080/a/b?x=1&y=a%20b#top").expect("a target");
        assert_eq!((request.host.as_str(), request.port), ("reviews.shop", Some(9080)));
        assert_eq!(request.path, "/a/b");
        assert_eq!(request.query, [("x".into(), "1".into()), ("y".into(), "a b".into())]);
        assert_eq!(request.authority(), "reviews.shop:9080");
        assert_eq!(request.authority_host(), "reviews.shop");
        let plain = Request::to("reviews").expect("a target");
        assert_eq!(
            (plain.path.as_str(), plain.port, plain.authority().as_str()),
            ("/", None, "reviews")
        );
        assert_eq!(Request::to("https://a.io").expect("a target").default_port(), 443);
    }

    #[test]
    fn what_is_no_target_is_refused() {
        for target in ["", ":80", "a:b", "a:0", "a:70000", "ftp://a", "*.a.io", "a b"] {
            assert!(matches!(Request::to(target), Err(Error::Target { .. })), "{target}");
        }
    }

    #[test]
    fn headers_of_one_name_are_one_list() {
        let mut request = Request::to("a").expect("a target");
        for header in ["X-A: 1", "x-a:2", ":authority:b.io:8080"] {
            request.add_header(header).expect("a header");
        }
        assert_eq!(request.header("x-A").as_deref(), Some("1,2"));
        assert_eq!(request.authority_host(), "b.io");
        assert!(request.add_header("none").is_err());
        assert!(request.add_header(": x").is_err());
    }
}
