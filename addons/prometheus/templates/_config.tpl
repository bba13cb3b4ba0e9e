{{- define "prometheus.yml" -}}
global:
  scrape_interval: {{ .Values.scrapeInterval }}
  scrape_timeout: 10s
  evaluation_interval: 1m
scrape_configs:
# Prometheus itself.
- job_name: prometheus
  static_configs:
  - targets: [localhost:9090]

# The control plane. Its pods say by annotation where their metrics are; istiod's port is the default.
- job_name: istiod
  honor_labels: true
  kubernetes_sd_configs:
  - role: pod
    selectors:
    - role: pod
      label: app=istiod
  relabel_configs:
{{- template "relabel.pod" }}

# Pods that ask for it by annotation: prometheus.io/scrape, scheme, path and port. Injected pods are among them: their sidecar has
# Envoy's metrics and the application's behind one port.
- job_name: kubernetes-pods
  honor_labels: true
  kubernetes_sd_configs:
  - role: pod
  relabel_configs:
  - source_labels: [__meta_kubernetes_pod_annotation_prometheus_io_scrape]
    regex: "true"
    action: keep
  - source_labels: [__meta_kubernetes_pod_label_app]
    regex: istiod
    action: drop
{{- template "relabel.pod" }}

# Proxies of pods that do not ask, found by the port that Envoy has its metrics on. Those that ask are left out, since their metrics
# would count twice.
- job_name: envoy-stats
  honor_labels: true
  metrics_path: /stats/prometheus
  kubernetes_sd_configs:
  - role: pod
  relabel_configs:
  - source_labels: [__meta_kubernetes_pod_container_port_name]
    regex: .*-envoy-prom
    action: keep
  - source_labels: [__meta_kubernetes_pod_annotation_prometheus_io_scrape]
    regex: "true"
    action: drop
{{- template "relabel.pod" }}

# What containers use of CPU and memory.
- job_name: kubelet-cadvisor
  scheme: https
  metrics_path: /metrics/cadvisor
  authorization:
    credentials_file: /var/run/secrets/kubernetes.io/serviceaccount/token
  tls_config:
    ca_file: /var/run/secrets/kubernetes.io/serviceaccount/ca.crt
    # The certificates of kubelets are seldom signed by the cluster's authority.
    insecure_skip_verify: true
  kubernetes_sd_configs:
  - role: node
  relabel_configs:
  - regex: __meta_kubernetes_node_label_(.+)
    action: labelmap
{{- end }}
