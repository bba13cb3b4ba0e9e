//! Ports of this machine that lead to a port of a pod, through the API server.
//!
//! A [`Listener`] takes connections, a [`Forward`] carries each of them over a WebSocket of its own. The pod is looked at before every
//! connection: when it is gone, another one takes its place ([`PodChoice`]), and connections wait until there is one.

mod listener;
mod pod_choice;

use std::cell::RefCell;
use std::fmt;
use std::future::Future;
use std::time::Duration;

use futures::StreamExt as _;
use futures::future::{Either, select};
use futures::stream::FuturesUnordered;
use k8s_openapi::api::core::v1::Pod;
use kube::Api;
use kube::api::Portforwarder;
use tokio::io::DuplexStream;
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, timeout};

pub use listener::{ListenError, Listener};
pub(super) use pod_choice::best;
pub use pod_choice::{ChoiceError, ChosenPod, PodChoice};

use super::connection::{Causes, Connection};

/// How often to look for a pod that can take the place of one that is gone.
const INTERVAL: Duration = Duration::from_millis(250);
/// How long a pod's last word is waited for once its stream has ended.
const LAST_WORD: Duration = Duration::from_millis(200);

/// What happens on the way, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ForwardEvent {
    /// The pod is gone and no other is there yet; the text says why.
    Waiting(String),
    /// Another pod has taken the place of the first.
    Moved(ChosenPod, ChosenPod),
    /// A connection to the pod's port failed.
    Failed(ChosenPod, String),
    /// No connection can be taken on this machine.
    NotAccepted(String),
}

impl fmt::Display for ForwardEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Waiting(why) => write!(f, "waiting for a pod: {why}"),
            Self::Moved(from, to) if from.to_string() == to.to_string() => {
                write!(f, "pod {from} was made anew; connected to it again")
            }
            Self::Moved(from, to) => write!(f, "pod {from} is gone; connected to pod {to}"),
            Self::Failed(pod, why) => write!(f, "pod {pod}: {why}"),
            Self::NotAccepted(why) => write!(f, "a connection could not be taken: {why}"),
        }
    }
}

/// Leads to a port of a pod.
#[derive(Debug)]
pub struct Forward<'c> {
    connection: &'c Connection,
    choice: PodChoice,
    port: u16,
    pod: RefCell<ChosenPod>,
    /// What was told last, so that many connections that fail alike say so once.
    told: RefCell<Option<ForwardEvent>>,
}

impl<'c> Forward<'c> {
    /// Tries whether the pod may be forwarded to.
    ///
    /// # Errors
    /// The API server's refusal, which names the right that the user lacks.
    pub async fn open(
        connection: &'c Connection,
        choice: PodChoice,
        pod: ChosenPod,
        port: u16,
    ) -> Result<Self, String> {
        let forward = Self {
            connection,
            choice,
            port,
            pod: RefCell::new(pod.clone()),
            told: RefCell::new(None),
        };
        match forward.stream(&pod).await {
            Ok((forwarder, _)) => forwarder.abort(),
            Err(why) => return Err(format!("pod {pod}: port-forward: {why}")),
        }
        Ok(forward)
    }

    /// The pod that connections lead to at the moment.
    #[must_use]
    pub fn pod(&self) -> ChosenPod {
        self.pod.borrow().clone()
    }

    /// Carries connections until `end` is done; those that are open then are closed.
    pub async fn serve(&self, listener: &Listener, tell: &dyn Fn(&ForwardEvent), end: impl Future<Output = ()>) {
        let mut carried = FuturesUnordered::new();
        let mut end = std::pin::pin!(end);
        loop {
            let accepted = {
                let next = std::pin::pin!(listener.accept());
                let both = async {
                    // An empty set is done at once, and asked again only after the next connection.
                    if carried.is_empty() {
                        return Either::Left(next.await);
                    }
                    match select(next, carried.next()).await {
                        Either::Left((accepted, _)) => Either::Left(accepted),
                        Either::Right(_) => Either::Right(()),
                    }
                };
                let both = std::pin::pin!(both);
                match select(both, end.as_mut()).await {
                    Either::Left((Either::Left(accepted), _)) => accepted,
                    Either::Left((Either::Right(()), _)) => continue,
                    Either::Right(_) => return,
                }
            };
            match accepted {
                Ok(local) => carried.push(self.carry(local, tell)),
                Err(why) => {
                    self.tell(ForwardEvent::NotAccepted(why.to_string()), tell);
                    sleep(INTERVAL).await;
                }
            }
        }
    }

    async fn carry(&self, mut local: TcpStream, tell: &dyn Fn(&ForwardEvent)) {
        let deadline = Instant::now() + self.connection.timeouts().operation;
        // Small writes of both sides are not to wait for one another.
        let _ = local.set_nodelay(true);
        let mut gone = false;
        let (mut forwarder, mut remote, pod) = loop {
            let mut why = match self.there(tell).await {
                Ok(pod) => match self.stream(&pod).await {
                    Ok((forwarder, stream)) => break (forwarder, stream, pod),
                    Err(why) => ForwardEvent::Failed(pod, why),
                },
                Err(why) => ForwardEvent::Waiting(why),
            };
            // The first failure may be that of a pod on its way out; what comes right by itself is not worth a word.
            if std::mem::replace(&mut gone, true) {
                if Instant::now() >= deadline
                    && let ForwardEvent::Waiting(text) = &mut why
                {
                    text.push_str("; a connection was given up");
                }
                self.tell(why, tell);
            }
            if Instant::now() >= deadline {
                return;
            }
            sleep(INTERVAL).await;
        };
        let refused = forwarder.take_error(self.port);
        let _ = tokio::io::copy_bidirectional(&mut local, &mut remote).await;
        drop(local);
        if let Some(refused) = refused
            && let Ok(Some(why)) = timeout(LAST_WORD, refused).await
        {
            self.tell(ForwardEvent::Failed(pod, why.trim().to_owned()), tell);
        }
        forwarder.abort();
    }

    fn tell(&self, event: ForwardEvent, tell: &dyn Fn(&ForwardEvent)) {
        if self.told.borrow().as_ref() != Some(&event) {
            tell(&event);
            self.told.replace(Some(event));
        }
    }

    /// The pod, or the one in its place.
    async fn there(&self, tell: &dyn Fn(&ForwardEvent)) -> Result<ChosenPod, String> {
        let before = self.pod();
        let now = self.choice.choose_again(self.connection, &before).await;
        let now = now.map_err(|why| why.to_string())?;
        // Several connections may see the change; the first one tells.
        if !self.pod.borrow().is(&now) {
            let before = self.pod.replace(now.clone());
            self.tell(ForwardEvent::Moved(before, now.clone()), tell);
        }
        Ok(now)
    }

    /// A stream to the pod's port; it lives as long as the forwarder.
    async fn stream(&self, pod: &ChosenPod) -> Result<(Portforwarder, DuplexStream), String> {
        let api: Api<Pod> = Api::namespaced(self.connection.client(), &pod.namespace);
        let limit = self.connection.timeouts().answer;
        let ports = [self.port];
        let mut forwarder = match timeout(limit, api.portforward(&pod.name, &ports)).await {
            Ok(Ok(forwarder)) => forwarder,
            Ok(Err(why)) => return Err(Causes(&why).to_string()),
            Err(_) => return Err(format!("no answer within {}s", limit.as_secs_f64())),
        };
        match forwarder.take_stream(self.port) {
            Some(stream) => Ok((forwarder, stream)),
            None => Err("no stream was given".to_owned()),
        }
    }
}
