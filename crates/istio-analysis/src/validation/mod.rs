//! Semantic checks of the Istio kinds, beyond what their schema says.
