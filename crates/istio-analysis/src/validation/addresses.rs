//! IP addresses, address ranges and Unix domain sockets.

use std::net::IpAddr;

use istio_api::mesh::address::is_ip_address;

use super::node::Node;
use super::report::Report;

/// What an address of a Unix domain socket begins with.
pub(super) const UNIX_PREFIX: &str = "unix://";

/// An IP address.
pub(super) fn check_ip(node: &Node<'_>, report: &mut Report) {
    let text = node.text();
    if !is_ip_address(text) {
        report.error(node, "ip-address", format!("{text:?} is not a valid IP address"));
    }
}

/// An IP address or a range of them.
pub(super) fn check_subnet(node: &Node<'_>, report: &mut Report) {
    let text = node.text();
    if text.matches('/').count() != 1 {
        check_ip(node, report);
    } else if !is_prefix(text) {
        report.error(node, "cidr", format!("{text:?} is not a valid CIDR block"));
    }
}

/// An address and the number of its leading bits, as Go's `netip.ParsePrefix` reads it.
pub(super) fn is_prefix(text: &str) -> bool {
    let Some((address, bits)) = text.rsplit_once('/') else {
        return false;
    };
    let most = match address.parse::<IpAddr>() {
        Ok(IpAddr::V4(_)) => 32,
        Ok(IpAddr::V6(_)) => 128,
        Err(_) => return false,
    };
    let plain = bits.bytes().all(|b| b.is_ascii_digit()) && !(bits.len() > 1 && bits.starts_with('0'));
    plain && bits.parse::<u8>().is_ok_and(|bits| bits <= most)
}

/// The path of a Unix domain socket, without [`UNIX_PREFIX`].
pub(super) fn check_unix(node: &Node<'_>, path: &str, report: &mut Report) {
    if path.is_empty() {
        report.error(node, "unix-address", "the address of a unix domain socket is empty");
    } else if !path.starts_with('@') && (!path.starts_with('/') || path.ends_with('/')) {
        report.error(
            node,
            "unix-address",
            format!("{path:?} is neither an absolute path to a file nor an abstract socket name"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::is_prefix;

    #[test]
    fn prefixes() {
        for good in ["1.2.3.4/0", "1.2.3.4/32", "::1/128", "2001:1::1/64"] {
            assert!(is_prefix(good), "{good}");
        }
        for bad in [
            "1.2.3.4",
            "1.2.3.4/33",
            "1.2.3.4/",
            "1.2.3.4/01",
            "1.2.3.4/+1",
            "a/1",
            "fe80::1%a/64",
            "/8",
        ] {
            assert!(!is_prefix(bad), "{bad}");
        }
    }
}
