{{- define "postgres-backup.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "postgres-backup.podLabels" . }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{- define "postgres-backup.podLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: backup
app.kubernetes.io/part-of: taskhub
{{- end -}}

{{- define "postgres-backup.image" -}}
{{- .Values.image.repository }}:{{ .Values.image.tag -}}
{{- with .Values.image.digest }}@{{ . }}{{ end -}}
{{- end -}}

{{- define "postgres-backup.claim" -}}
{{- default .Values.persistence.claimName .Values.persistence.existingClaim -}}
{{- end -}}

{{- define "postgres-backup.databaseHost" -}}
{{- default (printf "postgres-postgresql.%s.svc.%s" .Release.Namespace .Values.clusterDomain) .Values.database.host -}}
{{- end -}}
