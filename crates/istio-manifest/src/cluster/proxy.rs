//! Which proxy leads to an API server: that of the kubeconfig, else that of the environment unless `NO_PROXY` names the server. The rules
//! are those of Go's `net/http`, which kubectl and Go's istioctl follow.

use std::net::IpAddr;

use http::Uri;

/// Proxies as environment variables name them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxies {
    /// `HTTPS_PROXY`, for servers with TLS.
    pub https: Option<String>,
    /// `HTTP_PROXY`, for the others.
    pub http: Option<String>,
    /// `NO_PROXY`: hosts, domains, addresses and networks that no proxy is asked for, with commas between them.
    pub except: String,
}

impl Proxies {
    /// The proxy that leads to a server.
    #[must_use]
    pub(super) fn for_server(&self, server: &Uri) -> Option<String> {
        let tls = server.scheme_str() == Some("https");
        let proxy = if tls { &self.https } else { &self.http };
        let proxy = proxy.as_deref().map(str::trim).filter(|proxy| !proxy.is_empty())?;
        let host = server.host()?.trim_matches(['[', ']']).to_ascii_lowercase();
        let port = server.port_u16().unwrap_or(if tls { 443 } else { 80 });
        if self.is_excepted(&host, port) {
            return None;
        }
        Some(match proxy.contains("://") {
            true => proxy.to_owned(),
            false => format!("http://{proxy}"),
        })
    }

    fn is_excepted(&self, host: &str, port: u16) -> bool {
        let address: Option<IpAddr> = host.parse().ok();
        // What is on this very machine.
        if host == "localhost" || address.is_some_and(|address| address.is_loopback()) {
            return true;
        }
        self.except
            .split(',')
            .map(|entry| entry.trim().to_ascii_lowercase())
            .any(|entry| matches(&entry, host, address, port))
    }
}

fn matches(entry: &str, host: &str, address: Option<IpAddr>, port: u16) -> bool {
    if entry.is_empty() || entry == "*" {
        return entry == "*";
    }
    if let Some((network, bits)) = entry.split_once('/')
        && let (Ok(network), Ok(bits)) = (network.parse(), bits.parse())
    {
        return address.is_some_and(|address| contains(network, bits, address));
    }
    if let Ok(one) = entry.trim_matches(['[', ']']).parse::<IpAddr>() {
        return address == Some(one);
    }
    let (name, wanted) = match entry.rsplit_once(':') {
        Some((name, digits)) => match digits.parse::<u16>() {
            Ok(wanted) => (name, Some(wanted)),
            Err(_) => (entry, None),
        },
        None => (entry, None),
    };
    if wanted.is_some_and(|wanted| wanted != port) {
        return false;
    }
    if let Ok(one) = name.trim_matches(['[', ']']).parse::<IpAddr>() {
        return address == Some(one);
    }
    if address.is_some() {
        return false;
    }
    // A domain stands for what is below it, and without a dot in front for itself too.
    let name = name.strip_prefix('*').unwrap_or(name);
    match name.strip_prefix('.') {
        Some(domain) => host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.')),
        None => host
            .strip_suffix(name)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.')),
    }
}

/// Whether the first `bits` of two addresses are the same.
fn contains(network: IpAddr, bits: u32, address: IpAddr) -> bool {
    let same = |a: u128, b: u128, width: u32| {
        bits <= width && (bits == 0 || (a ^ b).checked_shr(width - bits).is_none_or(|rest| rest == 0))
    };
    match (network, address) {
        (IpAddr::V4(a), IpAddr::V4(b)) => same(a.to_bits().into(), b.to_bits().into(), 32),
        (IpAddr::V6(a), IpAddr::V6(b)) => same(a.to_bits(), b.to_bits(), 128),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(except: &str, server: &str) -> bool {
        let proxies = Proxies {
            https: Some("proxy:3128".to_owned()),
            http: None,
            except: except.to_owned(),
        };
        proxies.for_server(&server.parse().expect("a URI")).is_some()
    }

    /// Results of `golang.org/x/net/http/httpproxy`.
    #[test]
    fn exceptions_are_those_of_go() {
        for (except, server, expected) in [
            ("", "https://api.example.com:6443", true),
            ("", "https://localhost:6443", false),
            ("", "https://127.0.0.1:6443", false),
            ("", "https://[::1]:6443", false),
            ("", "http://api.example.com", false),
            ("*", "https://api.example.com", false),
            ("example.com", "https://api.example.com:6443", false),
            ("example.com", "https://example.com", false),
            (".example.com", "https://example.com", true),
            (".example.com", "https://a.example.com", false),
            ("*.example.com", "https://a.example.com", false),
            ("example.com:6443", "https://example.com:6443", false),
            ("example.com:6443", "https://example.com", true),
            ("ample.com", "https://example.com", true),
            ("10.0.0.0/8,", "https://10.1.2.3:6443", false),
            ("10.0.0.0/8", "https://11.1.2.3:6443", true),
            ("0.0.0.0/0", "https://11.1.2.3:6443", false),
            ("fd00::/8", "https://[fd00::1]:6443", false),
            ("10.1.2.3", "https://10.1.2.3:6443", false),
            ("a, 10.1.2.3:6443", "https://10.1.2.3:6443", false),
            ("API.Example.com", "https://api.EXAMPLE.com", false),
        ] {
            assert_eq!(asked(except, server), expected, "NO_PROXY={except} {server}");
        }
    }

    #[test]
    fn a_proxy_without_a_scheme_is_one_of_http() {
        let proxies = Proxies {
            https: Some("proxy:3128".to_owned()),
            ..Proxies::default()
        };
        let server = "https://api.example.com".parse().expect("a URI");
        assert_eq!(proxies.for_server(&server).as_deref(), Some("http://proxy:3128"));
    }
}
