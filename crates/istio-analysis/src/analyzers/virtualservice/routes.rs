//! The destinations of a VirtualService.

use crate::snapshot::{FieldPath, Fields, Resource, field};

/// A destination with its place.
pub(super) struct Destination<'s> {
    pub(super) fields: Fields<'s>,
    /// The field of the destination itself.
    pub(super) place: FieldPath,
    pub(super) is_mirror: bool,
}

impl<'s> Destination<'s> {
    pub(super) fn host(&self) -> &'s str {
        self.fields.text("host")
    }

    pub(super) fn subset(&self) -> &'s str {
        self.fields.text("subset")
    }

    /// The field of the host. Of a destination in a list of mirrors it stands below `destination`.
    pub(super) fn host_place(&self) -> FieldPath {
        self.place.child("host")
    }
}

/// All destinations of a VirtualService: of its TCP, TLS and HTTP routes, then of its mirrors.
pub(super) fn destinations(service: &Resource) -> Vec<Destination<'_>> {
    let mut found = Vec::new();
    for protocol in ["tcp", "tls", "http"] {
        for (i, rule) in service.spec().items(protocol).enumerate() {
            for (j, route) in rule.items("route").enumerate() {
                found.push(Destination {
                    fields: route.at("destination"),
                    place: field!["spec", protocol, i, "route", j, "destination"],
                    is_mirror: false,
                });
            }
        }
    }
    for (i, rule) in service.spec().items("http").enumerate() {
        if rule.at("mirror").is_set() {
            found.push(Destination {
                fields: rule.at("mirror"),
                place: field!["spec", "http", i, "mirror"],
                is_mirror: true,
            });
        }
        for (j, mirror) in rule.items("mirrors").enumerate() {
            found.push(Destination {
                fields: mirror.at("destination"),
                place: field!["spec", "http", i, "mirrors", j, "destination"],
                is_mirror: true,
            });
        }
    }
    found
}
