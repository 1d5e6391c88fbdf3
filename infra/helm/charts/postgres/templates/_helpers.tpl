{{/* Name of the objects: the release's name and "postgresql", unless it is in there already. */}}
{{- define "postgres.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride -}}
{{- else if contains "postgresql" .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-postgresql" (.Release.Name | trunc 41 | trimSuffix "-") -}}
{{- end -}}
{{- end -}}

{{/* What finds the pods. A StatefulSet's selector cannot change: add nothing here. */}}
{{- define "postgres.selectorLabels" -}}
app.kubernetes.io/name: postgresql
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "postgres.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "postgres.selectorLabels" . }}
{{- with .Values.image.tag | trunc 63 | trimAll "-_." }}
app.kubernetes.io/version: {{ . | quote }}
{{- end }}
app.kubernetes.io/component: database
app.kubernetes.io/part-of: taskhub
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{- define "postgres.image" -}}
{{- if not (or .Values.image.tag .Values.image.digest) -}}
{{- fail "image.tag is empty: say which PostgreSQL to run, for example --set-string image.tag=16" -}}
{{- end -}}
{{- .Values.image.repository -}}
{{- with .Values.image.tag }}:{{ . }}{{ end -}}
{{- with .Values.image.digest }}@{{ . }}{{ end -}}
{{- end -}}

{{/* pg_isready over TCP: during the first start a server that is not yet the real one listens on the socket alone. */}}
{{- define "postgres.isReady" -}}
exec:
  command: [bash, -c, 'exec pg_isready --quiet --host=127.0.0.1 --username="$POSTGRES_USER" --dbname="$POSTGRES_DB"']
{{- end -}}
