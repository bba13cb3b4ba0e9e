{{- define "grafana.ini" -}}
[analytics]
reporting_enabled = false
check_for_updates = false
check_for_plugin_updates = false
[auth]
disable_login_form = true
[auth.anonymous]
enabled = true
org_role = Admin
[auth.basic]
enabled = false
[dashboards]
default_home_dashboard_path = /var/lib/grafana-mesh/mesh.json
[log]
mode = console
{{- end }}
{{- define "datasources.yaml" -}}
apiVersion: 1
datasources:
- name: Prometheus
  uid: prometheus
  type: prometheus
  access: proxy
  url: http://prometheus.{{ .Release.Namespace }}:9090
  isDefault: true
  jsonData:
    timeInterval: 15s
{{- if .Values.peers.jaeger }}
- name: Jaeger
  uid: jaeger
  type: jaeger
  access: proxy
  url: http://tracing.{{ .Release.Namespace }}
{{- end }}
{{- if .Values.peers.loki }}
- name: Loki
  uid: loki
  type: loki
  access: proxy
  url: http://loki.{{ .Release.Namespace }}:3100
{{- end }}
{{- end }}
{{- define "dashboards.yaml" -}}
apiVersion: 1
providers:
- name: istio
  folder: Istio
  type: file
  allowUiUpdates: true
  options:
    path: /var/lib/grafana-mesh
{{- end }}
