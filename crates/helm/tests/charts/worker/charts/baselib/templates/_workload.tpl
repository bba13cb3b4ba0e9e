{{- /* Takes (list SCOPE NAME-OF-CONTAINER-TEMPLATE) and lays the container over a base. */}}
{{- define "baselib.workload" -}}
{{- $scope := index . 0 }}
{{- $base := fromYaml (include "baselib.container" $scope) }}
{{- $own := fromYaml (include (index . 1) $scope) | default dict }}
{{- $container := mergeOverwrite (deepCopy $base) $own }}
apiVersion: batch/v1
kind: {{ if $scope.queue.schedule }}CronJob{{ else }}Job{{ end }}
metadata:
  name: {{ printf "%s-%s" $scope.root.Release.Name $scope.name }}
spec:
  {{- with $scope.queue.schedule }}
  schedule: {{ . | quote }}
  {{- end }}
  parallelism: {{ int $scope.queue.concurrency }}
  template:
    spec:
      containers: {{- list $container | toYaml | nindent 8 }}
{{- end }}
{{- define "baselib.container" -}}
name: {{ .name }}
image: worker:{{ .root.Chart.Version }}
resources: {requests: {cpu: {{ .root.Values.baselib.defaultCpu }}, memory: 16Mi}}
{{- end }}
