//! What is left when an installation, or an uninstall, is cut off, and how a second run goes on.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use istio_manifest::cluster::kinds;
use testkit::apiserver::Answer;

use crate::Test;
use crate::between::{Between, ended, killed_after};
use crate::harness::{Cluster, LIMIT};
use crate::mesh::{Mesh, NAMESPACE};

pub(crate) const TESTS: &[Test] = &[
    (
        "interrupted::killed_after_each_write_it_goes_on",
        killed_after_each_write_it_goes_on,
    ),
    (
        "interrupted::a_server_that_fails_for_a_while_is_waited_for",
        a_server_that_fails_for_a_while_is_waited_for,
    ),
    (
        "interrupted::a_server_that_stays_away_ends_it_and_a_second_run_completes",
        a_server_that_stays_away_ends_it,
    ),
    (
        "interrupted::a_second_install_waits_and_both_end_well",
        a_second_install_waits_and_both_end_well,
    ),
    (
        "interrupted::the_lock_of_a_killed_run_is_taken_over",
        the_lock_of_a_killed_run_is_taken_over,
    ),
    (
        "interrupted::who_lost_the_lock_stops_writing",
        who_lost_the_lock_stops_writing,
    ),
    (
        "interrupted::who_may_not_write_leases_is_told_and_goes_on",
        who_may_not_write_leases_goes_on,
    ),
    (
        "interrupted::ctrl_c_says_what_was_not_ready",
        ctrl_c_says_what_was_not_ready,
    ),
];

const INSTALL: [&str; 4] = ["install", "-y", "--set", "profile=minimal"];
const PURGE: [&str; 3] = ["uninstall", "--purge", "-y"];
const UNINSTALL: [&str; 4] = ["uninstall", "--revision", "default", "-y"];

/// How many definitions the first step has, which take the server seconds to remove: kills among them are only sampled.
const DEFINITIONS: usize = 15;

/// The numbers of the writes after which to kill: some of those up to `sparse`, and all that follow.
fn points(writes: usize, sparse: usize) -> BTreeSet<usize> {
    [1, 2, sparse / 2, sparse]
        .into_iter()
        .chain(sparse + 1..=writes)
        .collect()
}

/// How many writes a command makes.
fn writes_of(cluster: &Cluster, args: &[&str]) -> usize {
    let between = Between::new(cluster, |_, _, pass| pass());
    let run = between.istioctl(args);
    assert_eq!(run.code, Some(0), "{run:?}");
    between.writes()
}

/// Install, kill, install, compare; uninstall, kill, uninstall, compare: after every write of either.
fn killed_after_each_write_it_goes_on(cluster: &Cluster) {
    let mesh = Mesh::new(cluster);
    let installing = writes_of(cluster, &INSTALL);
    let whole = mesh.contents();
    assert!(installing > whole.len(), "{installing} writes");
    let uninstalling = writes_of(cluster, &UNINSTALL);
    mesh.settled();
    let left = mesh.contents();
    // The first write is the lock.
    let killing = points(installing, DEFINITIONS + 1);
    for point in 1..=installing.max(uninstalling) {
        if killing.contains(&point) {
            if point <= DEFINITIONS + 1 {
                assert_eq!(cluster.istioctl(&PURGE).code, Some(0));
                mesh.is_as_before();
            } else {
                mesh.clear_but_definitions();
            }
            assert!(
                killed_after(cluster, point, &INSTALL),
                "{installing} writes, not {point}"
            );
            // That the lock ends by itself is another test's; here it would be 15 seconds a run.
            mesh.end_lock();
        }
        mesh.installed(&INSTALL[2..]);
        mesh.has_contents(
            &whole,
            &format!("an install killed after write {point} of {installing}"),
        );
        if point <= uninstalling {
            assert!(
                killed_after(cluster, point, &UNINSTALL),
                "{uninstalling} writes, not {point}"
            );
            mesh.end_lock();
            let again = cluster.istioctl(&UNINSTALL);
            // After the last one nothing is there that has the revision.
            assert!(
                again.code == Some(0) || again.stderr.contains("could not find target revision"),
                "{again:?}"
            );
            mesh.settled();
            mesh.has_contents(
                &left,
                &format!("an uninstall killed after write {point} of {uninstalling}"),
            );
        }
    }
    // With the definitions.
    mesh.installed(&INSTALL[2..]);
    let writes = writes_of(cluster, &PURGE);
    mesh.is_as_before();
    for point in [writes - 1, writes - DEFINITIONS] {
        mesh.installed(&INSTALL[2..]);
        assert!(killed_after(cluster, point, &PURGE), "{writes} writes, not {point}");
        mesh.end_lock();
        let again = cluster.istioctl(&PURGE);
        assert_eq!(again.code, Some(0), "{again:?}");
        mesh.is_as_before();
    }
}

/// An API server that is restarted, or overloaded, in the middle of an installation.
fn a_server_that_fails_for_a_while_is_waited_for(cluster: &Cluster) {
    let mesh = Mesh::new(cluster);
    mesh.installed(&INSTALL[2..]);
    let whole = mesh.contents();
    // The lock, an account, a role, the workload and what comes after it.
    for (fault, point) in [
        ("away", 1),
        ("cut before", 20),
        ("cut after", 24),
        ("429", 28),
        ("500", 32),
        ("503", 36),
        ("away", 40),
    ] {
        mesh.clear_but_definitions();
        let until = std::sync::Mutex::new(None::<Instant>);
        let between = Between::new(cluster, move |_, number, pass| {
            let hit = number == Some(point);
            match fault {
                "cut before" if hit => Answer::hang_up(),
                "cut after" if hit => {
                    pass();
                    Answer::hang_up()
                }
                "429" if hit => Answer::too_many_requests(1),
                "500" if hit => Answer::status(500, "etcdserver: leader changed"),
                "503" if hit => Answer::status(503, "the server is shutting down"),
                "away" => {
                    let mut until = until.lock().expect("a time");
                    if hit {
                        *until = Some(Instant::now() + Duration::from_secs(2));
                    }
                    if until.is_some_and(|until| Instant::now() < until) {
                        Answer::hang_up()
                    } else {
                        drop(until);
                        pass()
                    }
                }
                _ => pass(),
            }
        });
        let run = between.istioctl(&INSTALL);
        assert_eq!(run.code, Some(0), "{fault} at write {point}: {run:?}");
        mesh.has_contents(&whole, &format!("{fault} at write {point}"));
    }
}

/// An API server that goes away in the middle and does not come back.
fn a_server_that_stays_away_ends_it(cluster: &Cluster) {
    let mesh = Mesh::new(cluster);
    mesh.installed(&INSTALL[2..]);
    let whole = mesh.contents();
    for (gone, said) in [
        (
            Answer::status(500, "etcdserver: no leader"),
            "says 500 after 6 attempts: etcdserver: no leader",
        ),
        (Answer::hang_up(), "cannot be reached"),
        (
            Answer::status(401, "Unauthorized"),
            "does not accept the kubeconfig's credentials (401)",
        ),
    ] {
        mesh.clear_but_definitions();
        let between = Between::new(cluster, {
            let away = AtomicBool::new(false);
            move |_, number, pass| {
                if number.is_some_and(|number| number >= 25) {
                    away.store(true, Ordering::SeqCst);
                }
                if away.load(Ordering::SeqCst) {
                    gone.clone()
                } else {
                    pass()
                }
            }
        });
        let start = Instant::now();
        let run = between.istioctl(&INSTALL);
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
        assert!(run.stderr.contains(said), "{said}: {run:?}");
        assert!(
            run.stderr.contains("Running the same command again goes on from here"),
            "{run:?}"
        );
        assert!(start.elapsed() < LIMIT, "{:?}", start.elapsed());
        mesh.end_lock();
        mesh.installed(&INSTALL[2..]);
        mesh.has_contents(&whole, said);
    }
}

fn a_second_install_waits_and_both_end_well(cluster: &Cluster) {
    let mesh = Mesh::new(cluster);
    mesh.installed(&["--set", "profile=minimal", "--set", "meshConfig.accessLogEncoding=JSON"]);
    let whole = mesh.contents();
    cluster.istioctl(&PURGE);
    mesh.is_as_before();
    // The first one stands still before its 20th write until the second has said that it waits.
    let (there, go) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
    let (at, on) = (Arc::clone(&there), Arc::clone(&go));
    let slow = Between::new(cluster, move |_, number, pass| {
        if number == Some(20) {
            at.store(true, Ordering::SeqCst);
            let start = Instant::now();
            while !on.load(Ordering::SeqCst) && start.elapsed() < LIMIT {
                std::thread::sleep(Duration::from_millis(10));
            }
        }
        pass()
    });
    let long = ["--kubeclient-timeout", "5m"];
    let first = slow.spawn(&[&INSTALL[..], &long].concat());
    wait_until(|| there.load(Ordering::SeqCst));
    let watched = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&watched);
    let looks = std::sync::atomic::AtomicUsize::new(0);
    let second = Between::new(cluster, move |request, _, pass| {
        let look = request.method == "GET" && request.path.contains("/leases/");
        if look && looks.fetch_add(1, Ordering::SeqCst) > 2 {
            seen.store(true, Ordering::SeqCst);
        }
        pass()
    });
    let other = second.spawn(&[&INSTALL[..], &["--set", "meshConfig.accessLogEncoding=JSON"]].concat());
    wait_until(|| watched.load(Ordering::SeqCst));
    assert_eq!(second.writes(), 0, "the second writes while the first has its turn");
    go.store(true, Ordering::SeqCst);
    let (first, second) = (ended(first), ended(other));
    assert_eq!((first.code, second.code), (Some(0), Some(0)), "{first:?} {second:?}");
    assert!(
        second.stderr.contains("has been changing the installation since 2") && second.stderr.contains('@'),
        "{second:?}"
    );
    assert!(second.stderr.contains("✔ Installation complete"), "{second:?}");
    mesh.has_contents(&whole, "two installations at once");
}

fn the_lock_of_a_killed_run_is_taken_over(cluster: &Cluster) {
    let mesh = Mesh::new(cluster);
    // The lock is the first thing that is written.
    assert!(killed_after(cluster, 1, &INSTALL));
    assert!(mesh.lock().is_some(), "a killed run leaves its lock");
    let impatient = cluster.istioctl(&[&INSTALL[..], &["--readiness-timeout", "1s"]].concat());
    assert_eq!(impatient.code, Some(1), "{impatient:?}");
    assert!(
        impatient.stderr.contains("nothing was written: ")
            && impatient
                .stderr
                .contains("still holds the installation's lock after 1 s"),
        "{impatient:?}"
    );
    let gone = cluster.istioctl(&PURGE);
    assert_eq!(gone.code, Some(0), "{gone:?}");
    assert!(
        gone.stderr.contains("gave no sign of life any more; its turn is over"),
        "{gone:?}"
    );
    mesh.is_as_before();
}

/// As after a laptop's sleep: somebody else has taken over meanwhile.
fn who_lost_the_lock_stops_writing(cluster: &Cluster) {
    let mesh = Mesh::new(cluster);
    let (there, over) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
    let (at, end) = (Arc::clone(&there), Arc::clone(&over));
    let between = Between::new(cluster, move |_, number, pass| {
        if number == Some(20) {
            at.store(true, Ordering::SeqCst);
            while !end.load(Ordering::SeqCst) {
                std::thread::sleep(Duration::from_millis(10));
            }
            return Answer::hang_up();
        }
        pass()
    });
    let child = between.spawn(&[&INSTALL[..], &["--kubeclient-timeout", "5m"]].concat());
    wait_until(|| there.load(Ordering::SeqCst));
    mesh.give_lock_to("jane@elsewhere/7");
    let run = ended(child);
    over.store(true, Ordering::SeqCst);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
    assert!(
        run.stderr.contains("jane@elsewhere/7 has taken over the installation"),
        "{run:?}"
    );
    assert!(mesh.lock().is_some(), "the lock of another stays");
    mesh.end_lock();
    mesh.installed(&INSTALL[2..]);
}

fn who_may_not_write_leases_goes_on(cluster: &Cluster) {
    let mesh = Mesh::new(cluster);
    let _rights = cluster.objects(
        "apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: test-installer}
rules:
- apiGroups: ['', apps, autoscaling, policy, admissionregistration.k8s.io, apiextensions.k8s.io, networking.istio.io,
    networking.k8s.io, k8s.cni.cncf.io]
  resources: ['*']
  verbs: ['*']
- apiGroups: [rbac.authorization.k8s.io]
  resources: ['*']
  verbs: ['*', escalate, bind]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: test-installer}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: test-installer}
subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: narrow}]",
    );
    let run = mesh.installed(&["--set", "profile=minimal", "--context", "narrow"]);
    assert!(run.stderr.contains("going on without a lock"), "{run:?}");
    assert!(
        run.stderr.contains("leases") && run.stderr.contains("narrow"),
        "{run:?}"
    );
    assert_eq!(cluster.istioctl(&["verify-install"]).code, Some(0));
}

#[cfg(unix)]
fn ctrl_c_says_what_was_not_ready(cluster: &Cluster) {
    let mesh = Mesh::new(cluster);
    cluster.schedule(false);
    let waits = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&waits);
    // Pods are asked about once istiod is there and has been waited for a while.
    let applied = AtomicBool::new(false);
    let between = Between::new(cluster, move |request, number, pass| {
        let answer = pass();
        if number.is_some() && request.path.ends_with("/deployments/istiod") {
            applied.store(true, Ordering::SeqCst);
        }
        let looks = request.method == "GET" && request.path.ends_with("/pods");
        if looks && applied.load(Ordering::SeqCst) {
            seen.store(true, Ordering::SeqCst);
        }
        answer
    });
    let child = between.spawn(&INSTALL);
    wait_until(|| waits.load(Ordering::SeqCst));
    let killed = std::process::Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(killed.expect("kill").success());
    let run = ended(child);
    assert_eq!((run.code, run.stdout.as_str()), (Some(130), ""), "{run:?}");
    assert!(
        run.stderr
            .contains("Error: interrupted; not ready:\n  Istiod: Deployment/istio-system/istiod"),
        "{run:?}"
    );
    assert!(
        run.stderr.contains("Running the same command again goes on from here"),
        "{run:?}"
    );
    assert!(mesh.lock().is_none(), "others need not wait");
    cluster.schedule(true);
    let again = mesh.installed(&INSTALL[2..]);
    assert!(!again.stderr.contains("since 2"), "{again:?}");
    assert!(
        mesh.get(&kinds::deployment(), "istiod")
            .is_some_and(|one| { one["metadata"]["namespace"].as_str() == Some(NAMESPACE) })
    );
}

#[cfg(not(unix))]
fn ctrl_c_says_what_was_not_ready(_cluster: &Cluster) {}

fn wait_until(reached: impl Fn() -> bool) {
    let start = Instant::now();
    while !reached() {
        assert!(start.elapsed() < LIMIT, "it does not come so far");
        std::thread::sleep(Duration::from_millis(10));
    }
}
