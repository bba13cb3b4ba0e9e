{{- define "config.yaml" -}}
# Anyone who reaches the port may look: keep it inside the cluster, or set another strategy.
auth:
  strategy: anonymous
deployment:
  instance_name: kiali
  namespace: {{ .Release.Namespace }}
  cluster_wide_access: true
  view_only_mode: {{ .Values.viewOnly }}
external_services:
  istio:
    root_namespace: {{ .Values.istioNamespace }}
  prometheus:
    url: http://prometheus.{{ .Release.Namespace }}:9090
  grafana:
    enabled: {{ .Values.peers.grafana }}
    {{- if .Values.peers.grafana }}
    internal_url: http://grafana.{{ .Release.Namespace }}:3000
    dashboards:
    - name: Istio mesh
    - name: Istio service
      variables:
        namespace: var-namespace
        service: var-service
    - name: Istio control plane
    {{- end }}
  tracing:
    enabled: {{ .Values.peers.jaeger }}
    {{- if .Values.peers.jaeger }}
    provider: jaeger
    use_grpc: true
    internal_url: http://tracing.{{ .Release.Namespace }}:16685
    {{- end }}
login_token:
  # Without logins no session is signed, but Kiali wants a key of 16 letters.
  signing_key: no-sessions-here
server:
  port: 20001
  web_root: /kiali
  observability:
    metrics:
      enabled: true
      port: 9090
{{- end }}
