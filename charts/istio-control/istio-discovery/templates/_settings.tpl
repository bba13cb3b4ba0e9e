{{- /* `true` if the values hold a setting, be it false or empty: the dot is a list of the values and a path with dots. */ -}}
{{- define "istiod.isSet" -}}
  {{- $at := dict "found" (first .) }}
  {{- range splitList "." (last .) }}
    {{- if kindIs "map" $at.found }}
      {{- $at = dict "found" (index $at.found .) }}
    {{- else }}
      {{- $at = dict "found" nil }}
    {{- end }}
  {{- end }}
  {{- if not (or (kindIs "invalid" $at.found) (eq (toString $at.found) "")) }}true{{ end }}
{{- end }}
