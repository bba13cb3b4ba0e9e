//! From a pod's port to a page in a browser, until Ctrl-C.

use std::cell::RefCell;

use anyhow::{Result, anyhow, bail};
use istio_manifest::cluster::Connection;
use istio_manifest::cluster::port_forward::{ChosenPod, Forward, ForwardEvent, ListenError, Listener, PodChoice};

use super::{LocalArgs, port};
use crate::ui::Ui;

/// A page in a pod.
pub(super) struct Page {
    /// What people call it.
    pub(super) title: String,
    /// Its path; empty for the root.
    pub(super) path: &'static str,
    pub(super) port: u16,
    pub(super) choice: PodChoice,
    pub(super) pod: ChosenPod,
}

/// Leads to the page until the user ends it, which is success.
///
/// # Errors
/// A port of this machine that cannot be had, a pod that may not be forwarded to.
pub(super) fn run(connection: &Connection, page: Page, local: &LocalArgs, ui: &mut Ui) -> Result<()> {
    let wanted = match local.port {
        0 => None,
        number => Some(port(number)?),
    };
    connection.block_on(async {
        let listener = listen(&local.address, wanted, page.port, ui).await?;
        let pod = page.pod.to_string();
        let forward = Forward::open(connection, page.choice, page.pod, page.port).await;
        let forward = forward.map_err(|why| anyhow!("{why}"))?;
        let end = ended();
        let url = format!("http://{}{}", listener.authority(), page.path);
        ui.data(format!("{url}\n").as_bytes())?;
        ui.note(&format!(
            "{} is at port {} of pod {pod}. Ctrl-C ends this.",
            page.title, page.port
        ));
        if local.browser.unwrap_or_else(|| ui.stdout_is_terminal()) {
            browse(&url, ui);
        }
        let ui = RefCell::new(ui);
        let tell = |event: &ForwardEvent| match event {
            ForwardEvent::Moved(..) => ui.borrow_mut().note(&event.to_string()),
            _ => ui.borrow_mut().warning(&event.to_string()),
        };
        forward.serve(&listener, &tell, end).await;
        Ok(())
    })
}

/// The port that was asked for; else that of the page, else any.
async fn listen(address: &str, wanted: Option<u16>, usual: u16, ui: &mut Ui) -> Result<Listener> {
    match Listener::bind(address, wanted.unwrap_or(usual)).await {
        Ok(listener) => Ok(listener),
        Err(ListenError::Address(_)) => {
            bail!("cannot listen on --address {address:?}: it has to be an IP address of this machine, or localhost")
        }
        Err(why) if wanted.is_some() => {
            let hint = match why {
                ListenError::Taken { .. } => "; without --port any free one is taken",
                _ => "",
            };
            bail!("{why}{hint}")
        }
        Err(why) => {
            let listener = Listener::bind(address, 0).await?;
            ui.note(&format!("{why}; this is port {}", listener.port()));
            Ok(listener)
        }
    }
}

fn browse(url: &str, ui: &mut Ui) {
    if let Err(why) = open::that_detached(url) {
        ui.warning(&format!("no browser could be started ({why}); open the address in one"));
    }
}

/// Done when the user or the system asks the program to end; from now on, also before it is waited for, that ends nothing else.
#[cfg(unix)]
fn ended() -> impl Future<Output = ()> {
    use std::task::Poll;
    use tokio::signal::unix::{SignalKind, signal};

    let kinds = [SignalKind::interrupt(), SignalKind::terminate()];
    let mut signals: Vec<_> = kinds.into_iter().filter_map(|kind| signal(kind).ok()).collect();
    std::future::poll_fn(move |context| {
        let ended = signals.iter_mut().any(|signal| signal.poll_recv(context).is_ready());
        if ended { Poll::Ready(()) } else { Poll::Pending }
    })
}

/// Done when the user asks the program to end.
#[cfg(not(unix))]
fn ended() -> impl Future<Output = ()> {
    async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
