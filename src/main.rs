//! The istioctl binary.
fn main() {}
