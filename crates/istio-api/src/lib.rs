//! The Istio API: mesh config, proxy config and what is generated from them.
