//! The protocols that a port may have.

/// A protocol, as far as it matters to a validation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Protocol {
    Grpc,
    GrpcWeb,
    Http,
    HttpProxy,
    Http2,
    Https,
    Tcp,
    Tls,
    Udp,
    Mongo,
    Redis,
    Mysql,
}

impl Protocol {
    /// By name, whatever its case; nothing for another one.
    pub(super) fn parse(name: &str) -> Option<Protocol> {
        Some(match name.to_lowercase().as_str() {
            "grpc" => Protocol::Grpc,
            "grpc-web" => Protocol::GrpcWeb,
            "http" => Protocol::Http,
            "http_proxy" => Protocol::HttpProxy,
            "http2" => Protocol::Http2,
            "https" => Protocol::Https,
            "tcp" => Protocol::Tcp,
            "tls" => Protocol::Tls,
            "udp" => Protocol::Udp,
            "mongo" => Protocol::Mongo,
            "redis" => Protocol::Redis,
            "mysql" => Protocol::Mysql,
            _ => return None,
        })
    }

    /// Whether the proxy sees HTTP requests.
    pub(super) fn is_http(self) -> bool {
        use Protocol::{Grpc, GrpcWeb, Http, Http2, HttpProxy};
        matches!(self, Http | Http2 | HttpProxy | Grpc | GrpcWeb)
    }

    /// Whether TLS is on the wire.
    pub(super) fn is_tls(self) -> bool {
        matches!(self, Protocol::Https | Protocol::Tls)
    }

    /// Whether the proxy sees a byte stream.
    pub(super) fn is_tcp(self) -> bool {
        use Protocol::{Https, Mongo, Mysql, Redis, Tcp, Tls};
        matches!(self, Tcp | Https | Tls | Mongo | Redis | Mysql)
    }
}
