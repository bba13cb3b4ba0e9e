//! The Go struct shapes of the Kubernetes kinds that istioctl touches.
