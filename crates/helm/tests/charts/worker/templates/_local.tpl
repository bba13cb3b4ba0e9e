{{- define "worker.container" -}}
resources:
  requests: {memory: 32Mi}
{{- with .queue.env }}
env:
{{- range $k, $v := . }}
  - {name: {{ $k }}, value: {{ $v | toString | quote }}}
{{- end }}
{{- end }}
{{- end }}
