//! Which rule takes a request: one test a rule of precedence or of matching, as Istio 1.30 configures proxies.

mod answers;
mod destinations;
mod gateways;
mod harness;
mod matching;
mod outcomes;
mod outside;
mod precedence;
