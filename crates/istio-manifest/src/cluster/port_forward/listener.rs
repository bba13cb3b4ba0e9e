//! Ports of this machine that connections come in by.

use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use futures::StreamExt as _;
use futures::stream::FuturesUnordered;
use tokio::net::{TcpListener, TcpStream};

/// How often a free port is looked for that both loopback addresses have.
const ATTEMPTS: usize = 8;

/// An address and port of this machine that is listened on; of `localhost` both loopback addresses, where there are two.
#[derive(Debug)]
pub struct Listener {
    sockets: Vec<TcpListener>,
    host: String,
    port: u16,
}

/// Why nothing can be listened on.
#[derive(Debug)]
#[non_exhaustive]
pub enum ListenError {
    /// The address is neither `localhost` nor an IP address.
    Address(String),
    /// Another program has the port.
    Taken {
        /// The address, as it was given.
        address: String,
        /// The port.
        port: u16,
    },
    /// What the operating system says otherwise.
    System {
        /// The address, as it was given.
        address: String,
        /// The port.
        port: u16,
        /// Why.
        why: io::Error,
    },
}

impl fmt::Display for ListenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => write!(
                f,
                "cannot listen on {address:?}: an address is an IP address or localhost"
            ),
            Self::Taken { address, port } => {
                write!(f, "port {port} of {address} is in use by another program")
            }
            Self::System { address, port, why } => write!(f, "cannot listen on port {port} of {address}: {why}"),
        }
    }
}

impl std::error::Error for ListenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::System { why, .. } => Some(why),
            _ => None,
        }
    }
}

impl Listener {
    /// Listens on a port of `address`, which is `localhost` or an IP address; port 0 stands for any that is free.
    ///
    /// It has to run within [`crate::cluster::Connection::block_on`].
    ///
    /// # Errors
    /// [`ListenError`]; for `localhost` too if the port is free on one of its two addresses only, since a browser may ask the other.
    pub async fn bind(address: &str, port: u16) -> Result<Self, ListenError> {
        let sockets = if address.eq_ignore_ascii_case("localhost") {
            localhost(address, port).await?
        } else {
            let bare = address.trim_start_matches('[').trim_end_matches(']');
            let ip: IpAddr = bare.parse().map_err(|_| ListenError::Address(address.to_owned()))?;
            vec![listen(ip, port).await.map_err(|why| failed(address, port, why))?]
        };
        let port = match sockets.first().map(TcpListener::local_addr) {
            Some(Ok(own)) => own.port(),
            Some(Err(why)) => return Err(failed(address, port, why)),
            None => port,
        };
        let host = if address.contains(':') && !address.starts_with('[') {
            format!("[{address}]")
        } else {
            address.to_owned()
        };
        Ok(Self { sockets, host, port })
    }

    /// The port.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// `HOST:PORT`, as a URL has it.
    #[must_use]
    pub fn authority(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    /// The next connection.
    pub(super) async fn accept(&self) -> io::Result<TcpStream> {
        let mut next: FuturesUnordered<_> = self.sockets.iter().map(TcpListener::accept).collect();
        match next.next().await {
            Some(accepted) => accepted.map(|(stream, _)| stream),
            None => std::future::pending().await,
        }
    }
}

async fn listen(ip: IpAddr, port: u16) -> io::Result<TcpListener> {
    TcpListener::bind(SocketAddr::new(ip, port)).await
}

fn failed(address: &str, port: u16, why: io::Error) -> ListenError {
    let address = address.to_owned();
    match why.kind() {
        io::ErrorKind::AddrInUse => ListenError::Taken { address, port },
        _ => ListenError::System { address, port, why },
    }
}

/// The same port of both loopback addresses, or of the one that this machine has.
async fn localhost(address: &str, port: u16) -> Result<Vec<TcpListener>, ListenError> {
    let attempts = if port == 0 { ATTEMPTS } else { 1 };
    let mut taken = ListenError::Taken {
        address: address.to_owned(),
        port,
    };
    for _ in 0..attempts {
        let four = match listen(Ipv4Addr::LOCALHOST.into(), port).await {
            Ok(socket) => Some(socket),
            Err(why) if why.kind() == io::ErrorKind::AddrNotAvailable => None,
            Err(why) => return Err(failed(address, port, why)),
        };
        let same = match four.as_ref().map(TcpListener::local_addr) {
            Some(own) => own.map_err(|why| failed(address, port, why))?.port(),
            None => port,
        };
        match listen(Ipv6Addr::LOCALHOST.into(), same).await {
            Ok(six) => return Ok(four.into_iter().chain([six]).collect()),
            Err(why) if why.kind() == io::ErrorKind::AddrInUse => taken = failed(address, same, why),
            // A machine without IPv6.
            Err(why) => match four {
                Some(four) => return Ok(vec![four]),
                None => return Err(failed(address, same, why)),
            },
        }
    }
    Err(taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runtime() -> tokio::runtime::Runtime {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime")
    }

    #[test]
    fn a_port_that_is_taken_is_named() {
        runtime().block_on(async {
            let first = Listener::bind("localhost", 0).await.expect("a free port");
            assert_eq!(first.authority(), format!("localhost:{}", first.port()));
            let second = Listener::bind("localhost", first.port()).await.expect_err("taken");
            assert!(matches!(second, ListenError::Taken { .. }), "{second}");
            let text = format!("port {} of localhost is in use by another program", first.port());
            assert_eq!(second.to_string(), text);
        });
    }

    #[test]
    fn addresses_are_numbers_or_localhost() {
        runtime().block_on(async {
            for address in ["", "example.com", "127.0.0"] {
                let why = Listener::bind(address, 0).await.expect_err("no address");
                assert!(matches!(why, ListenError::Address(_)), "{address}: {why}");
            }
            let four = Listener::bind("127.0.0.1", 0).await.expect("a port");
            assert_eq!(four.authority(), format!("127.0.0.1:{}", four.port()));
            // Where there is IPv6.
            if let Ok(six) = Listener::bind("::1", 0).await {
                assert_eq!(six.authority(), format!("[::1]:{}", six.port()));
            }
        });
    }
}
