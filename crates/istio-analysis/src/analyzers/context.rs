//! What an analyzer sees and how it reports.

use crate::label_index::Workload;
use crate::message::{Message, Subject};
use crate::selector::Selector;
use crate::service_hosts::HostOwner;
use crate::snapshot::{Coverage, FieldPath, Kind, Resource, Snapshot};

/// Something that files alone do not show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The resource, as `Kind namespace/name`.
    pub resource: String,
    /// The field.
    pub field: FieldPath,
    /// What cannot be known.
    pub text: String,
    /// The analyzer that would have to know.
    pub analyzer: &'static str,
}

/// The snapshot, and where reports go.
pub struct Context<'s> {
    snapshot: &'s Snapshot,
    analyzer: &'static str,
    messages: Vec<Message>,
    unknown: Vec<Unknown>,
}

impl<'s> Context<'s> {
    pub(crate) fn new(snapshot: &'s Snapshot) -> Self {
        Self {
            snapshot,
            analyzer: "",
            messages: Vec::new(),
            unknown: Vec::new(),
        }
    }

    pub(crate) fn start(&mut self, analyzer: &'static str) {
        self.analyzer = analyzer;
    }

    pub(crate) fn into_reports(self) -> (Vec<Message>, Vec<Unknown>) {
        (self.messages, self.unknown)
    }

    /// What is analysed.
    pub(crate) fn snapshot(&self) -> &'s Snapshot {
        self.snapshot
    }

    /// The resources of a kind.
    pub(crate) fn each(&self, kind: Kind) -> impl Iterator<Item = &'s Resource> + use<'s> {
        self.snapshot.of_kind(kind)
    }

    /// The resource of this kind and name.
    pub(crate) fn find(&self, kind: Kind, namespace: &str, name: &str) -> Option<&'s Resource> {
        self.snapshot.find(kind, namespace, name)
    }

    /// Reports a message.
    pub(crate) fn report(&mut self, mut message: Message) {
        message.analyzer = self.analyzer;
        self.messages.push(message);
    }

    /// Notes that files alone do not show whether something is wrong.
    pub(crate) fn unknown(&mut self, resource: &Resource, field: FieldPath, text: impl Into<String>) {
        self.unknown_of(&Subject::from(resource), field, text);
    }

    /// As [`Self::unknown`], about something that is no resource of its own.
    pub(crate) fn unknown_of(&mut self, subject: &Subject, field: FieldPath, text: impl Into<String>) {
        self.unknown.push(Unknown {
            resource: subject.friendly_name(),
            field,
            text: text.into(),
            analyzer: self.analyzer,
        });
    }

    /// Whether files are all there is.
    pub(crate) fn files_only(&self) -> bool {
        self.snapshot.coverage() == Coverage::Files
    }

    /// The workloads that a selector selects in any namespace.
    pub(crate) fn workloads<'q>(&self, selector: &'q Selector<'q>) -> impl Iterator<Item = Workload<'s>> + use<'s, 'q> {
        self.snapshot.workloads().selected(self.snapshot, selector)
    }

    /// The workloads of a namespace that a selector selects.
    pub(crate) fn workloads_in<'q>(
        &self,
        selector: &'q Selector<'q>,
        namespace: &'q str,
    ) -> impl Iterator<Item = Workload<'s>> + use<'s, 'q> {
        self.snapshot
            .workloads()
            .selected_in(self.snapshot, selector, namespace)
    }

    /// Who owns a host; see [`crate::service_hosts::ServiceHosts::find`].
    pub(crate) fn host(&self, namespace: &str, export_to: &[&str], host: &str) -> Option<HostOwner<'s>> {
        self.snapshot
            .service_hosts()
            .find(self.snapshot, namespace, export_to, host)
    }

    /// Whether it can be told that no workload is selected: with a cluster, or where the files hold workloads of the namespace.
    pub(crate) fn knows_workloads(&self, namespace: Option<&str>) -> bool {
        [Kind::Pod, Kind::Deployment, Kind::StatefulSet, Kind::DaemonSet]
            .into_iter()
            .any(|kind| self.snapshot.knows(kind, namespace))
    }
}

/// The name that is nearest to `written`, if one is near.
pub(crate) fn nearest<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    kubeschema::nearest(written, names).map(str::to_owned)
}
