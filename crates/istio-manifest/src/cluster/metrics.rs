//! Requests to workloads, as the mesh's Prometheus has counted them.

use std::fmt;
use std::time::Duration;

use kubeyaml::Value;

use super::connection::Connection;
use super::error::ClusterError;
use super::join_all;
use super::resource::{escape, kinds};
use super::verbs::ListOptions;

/// The port of Prometheus in its pod.
const PORT: u16 = 9090;
/// Labels by which Prometheus is found: that of its chart, and that of older ones.
const PROMETHEUS: [&str; 2] = ["app.kubernetes.io/name=prometheus", "app=prometheus"];
/// The shares of requests that are answered faster than a latency.
const QUANTILES: [&str; 3] = ["0.5", "0.9", "0.99"];

/// A workload: a name, or the beginning of several with `*` at its end, in a namespace or in any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workload {
    /// The name.
    pub name: String,
    /// The namespace.
    pub namespace: Option<String>,
}

impl Workload {
    /// Reads `NAME` or `NAME.NAMESPACE`; what names no namespace is in the given one.
    #[must_use]
    pub fn parse(text: &str, namespace: Option<&str>) -> Self {
        match text.rsplit_once('.') {
            Some((name, namespace)) => Self {
                name: name.to_owned(),
                namespace: Some(namespace.to_owned()),
            },
            None => Self {
                name: text.to_owned(),
                namespace: namespace.map(str::to_owned),
            },
        }
    }

    /// What its metrics are selected by: those that its own proxy has reported.
    fn matchers(&self) -> String {
        let mut matchers = match self.name.strip_suffix('*') {
            Some(start) => format!("destination_workload=~\"{}.*\"", quoted(&regex::escape(start))),
            None => format!("destination_workload=\"{}\"", quoted(&self.name)),
        };
        if let Some(namespace) = &self.namespace {
            matchers += &format!(",destination_workload_namespace=\"{}\"", quoted(namespace));
        }
        matchers + ",reporter=\"destination\""
    }

    /// The questions: requests a second, those of them that failed, and the latencies.
    fn queries(&self, window: Duration) -> Vec<String> {
        let matchers = self.matchers();
        let window = if window.subsec_millis() == 0 {
            format!("{}s", window.as_secs())
        } else {
            format!("{}ms", window.as_millis())
        };
        let mut queries = vec![
            format!("sum(rate(istio_requests_total{{{matchers}}}[{window}]))"),
            format!("sum(rate(istio_requests_total{{{matchers},response_code=~\"[45][0-9]{{2}}\"}}[{window}]))"),
        ];
        queries.extend(QUANTILES.map(|quantile| {
            let buckets = format!("rate(istio_request_duration_milliseconds_bucket{{{matchers}}}[{window}])");
            format!("histogram_quantile({quantile}, sum({buckets}) by (le))")
        }));
        queries
    }
}

/// A text within quotes of a query.
fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

/// The requests to a workload.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Requests {
    /// A second; nothing if Prometheus knows of none.
    pub total: Option<f64>,
    /// Those of them that ended with 4xx or 5xx.
    pub failed: Option<f64>,
    /// In which time half of them, 90 and 99 of a hundred were answered.
    pub latencies: [Option<Duration>; 3],
}

/// Why there are no metrics.
#[derive(Debug)]
#[non_exhaustive]
pub enum MetricsError {
    /// The cluster, or the way to Prometheus.
    Cluster(ClusterError),
    /// There is no Prometheus.
    NoPrometheus {
        /// The namespace.
        namespace: String,
    },
    /// Prometheus does not answer as it should.
    Answer {
        /// What it was asked.
        query: String,
        /// What is wrong.
        why: String,
    },
}

impl From<ClusterError> for MetricsError {
    fn from(why: ClusterError) -> Self {
        Self::Cluster(why)
    }
}

impl fmt::Display for MetricsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cluster(why) => why.fmt(f),
            Self::NoPrometheus { namespace } => write!(
                f,
                "no Prometheus pods found: no pod in namespace {namespace:?} with the label {} runs",
                PROMETHEUS[0]
            ),
            Self::Answer { query, why } => write!(f, "Prometheus, asked for {query}: {why}"),
        }
    }
}

impl std::error::Error for MetricsError {}

/// The pod of Prometheus, the first by name of those that run.
///
/// # Errors
/// A namespace without one; any [`ClusterError`].
pub async fn prometheus(connection: &Connection, namespace: &str) -> Result<String, MetricsError> {
    for labels in PROMETHEUS {
        let options = ListOptions {
            labels: labels.to_owned(),
            fields: "status.phase=Running".to_owned(),
        };
        let pods = connection.list(&kinds::pod(), Some(namespace), &options).await?;
        let names = pods.iter().filter_map(|pod| pod["metadata"]["name"].as_str());
        if let Some(name) = names.min() {
            return Ok(name.to_owned());
        }
    }
    Err(MetricsError::NoPrometheus {
        namespace: namespace.to_owned(),
    })
}

/// Asks Prometheus about a workload.
///
/// # Errors
/// A pod that cannot be reached; an answer that is none.
pub async fn requests(
    connection: &Connection,
    namespace: &str,
    pod: &str,
    workload: &Workload,
    window: Duration,
) -> Result<Requests, MetricsError> {
    let queries = workload.queries(window);
    let asked = queries.iter().map(|query| async move {
        let path = format!("/api/v1/query?query={}", escape(query));
        let told = connection.get_from_pod(namespace, pod, PORT, &path).await?;
        value(&told).map_err(|why| MetricsError::Answer {
            query: query.clone(),
            why,
        })
    });
    let mut values = Vec::new();
    for answer in join_all(asked).await {
        values.push(answer?);
    }
    let at = |index: usize| values.get(index).copied().flatten();
    let latency = |index: usize| at(index).and_then(|ms| Duration::try_from_secs_f64(ms.trunc() / 1000.0).ok());
    Ok(Requests {
        total: at(0),
        failed: at(1),
        latencies: [latency(2), latency(3), latency(4)],
    })
}

/// The number in an answer; nothing where there is no series, or nothing to divide by.
fn value(told: &str) -> Result<Option<f64>, String> {
    let answer = kubeyaml::json::from_str(told).map_err(|why| why.to_string())?;
    if answer["status"].as_str() != Some("success") {
        return Err(answer["error"]
            .as_str()
            .unwrap_or("it is no answer of Prometheus")
            .to_owned());
    }
    if answer["data"]["resultType"].as_str() != Some("vector") {
        return Err("bad metric value type returned for query".to_owned());
    }
    let first = answer["data"]["result"].as_sequence().and_then(<[Value]>::first);
    let Some(sample) = first.and_then(|series| series["value"].as_sequence()?.get(1)?.as_str()) else {
        return Ok(None);
    };
    let number: f64 = sample.parse().map_err(|_| format!("{sample:?} is no number"))?;
    Ok(Some(number).filter(|number| number.is_finite()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workload_is_one_or_all_that_begin_so() {
        let query = |text: &str| Workload::parse(text, None).queries(Duration::from_secs(60)).remove(0);
        assert_eq!(
            query("web-v1.shop"),
            "sum(rate(istio_requests_total{destination_workload=\"web-v1\",destination_workload_namespace=\"shop\",\
             reporter=\"destination\"}[60s]))"
        );
        assert!(
            query("we\"b*").contains("destination_workload=~\"we\\\"b.*\",reporter"),
            "{}",
            query("we\"b*")
        );
        let given = Workload::parse("web", Some("shop"));
        assert_eq!(given.namespace.as_deref(), Some("shop"));
        assert!(given.queries(Duration::from_millis(1500))[0].ends_with("[1500ms]))"));
    }

    #[test]
    fn answers_of_prometheus() {
        let vector = |result: &str| {
            format!(r#"{{"status": "success", "data": {{"resultType": "vector", "result": {result}}}}}"#)
        };
        assert_eq!(
            value(&vector(r#"[{"metric": {}, "value": [1.5, "2.25"]}]"#)),
            Ok(Some(2.25))
        );
        assert_eq!(value(&vector(r#"[{"metric": {}, "value": [1.5, "NaN"]}]"#)), Ok(None));
        assert_eq!(value(&vector("[]")), Ok(None));
        assert_eq!(
            value(r#"{"status": "error", "error": "parse error"}"#),
            Err("parse error".to_owned())
        );
        assert!(value("<html>").is_err());
        assert!(value(r#"{"status": "success", "data": {"resultType": "matrix"}}"#).is_err());
    }
}
