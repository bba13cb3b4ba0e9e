//! The manifest library under kube-inject, install, upgrade and uninstall.
