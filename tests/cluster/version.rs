//! `istioctl version`

use crate::Test;
use crate::harness::Cluster;

pub(crate) const TESTS: &[Test] = &[("version::answers_for_an_empty_cluster", answers_for_an_empty_cluster)];

fn answers_for_an_empty_cluster(cluster: &Cluster) {
    let output = cluster.istioctl(&["version"]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(output.stdout, b"client version: 1.30.3\n");
}
