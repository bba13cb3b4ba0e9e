//! Free ports on loopback.

use anyhow::{Context as _, Result};
use std::net::{Ipv4Addr, TcpListener};

/// The ports of one control plane. They were free a moment ago; a program that loses its port to another ends, and the start is
/// tried again with others.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ports {
    pub(crate) etcd_client: u16,
    pub(crate) etcd_peer: u16,
    pub(crate) server: u16,
    pub(crate) kubelet: u16,
}

impl Ports {
    /// Four different ones: each is held until all are known.
    ///
    /// # Errors
    /// When there is no loopback address or no free port.
    pub(crate) fn free() -> Result<Self> {
        let listen = || TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("a free port on 127.0.0.1");
        let held = [listen()?, listen()?, listen()?, listen()?];
        let port = |at: usize| held[at].local_addr().map(|address| address.port());
        Ok(Self {
            etcd_client: port(0)?,
            etcd_peer: port(1)?,
            server: port(2)?,
            kubelet: port(3)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_port_is_given_twice() {
        let ports = Ports::free().expect("free ports");
        let mut all = [ports.etcd_client, ports.etcd_peer, ports.server, ports.kubelet];
        all.sort_unstable();
        assert!(all.windows(2).all(|pair| pair[0] != pair[1]), "{all:?}");
    }
}
