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

{{- define "postgres-backup.s3Image" -}}
{{- with .Values.s3.image }}{{ .repository }}:{{ .tag }}{{ with .digest }}@{{ . }}{{ end }}{{ end -}}
{{- end -}}

{{- /* The variables that tell the scripts of the bucket. */ -}}
{{- define "postgres-backup.s3Env" -}}
- name: S3_CLIENT
  value: /s3
- name: S3_BUCKET
  value: {{ .Values.s3.bucket | quote }}
- name: S3_PREFIX
  value: {{ .Values.s3.prefix | quote }}
- name: S3_ENDPOINT
  value: {{ .Values.s3.endpoint | quote }}
- name: S3_REGION
  value: {{ .Values.s3.region | quote }}
- name: S3_PATH_STYLE
  value: {{ .Values.s3.pathStyle | quote }}
- name: S3_KEEP
  value: {{ .Values.s3.retention.keep | quote }}
- name: S3_KEEP_DAYS
  value: {{ .Values.s3.retention.days | quote }}
{{- range $name, $value := .Values.s3.options }}
- name: RCLONE_S3_{{ upper $name }}
  value: {{ $value | quote }}
{{- end }}
{{- with .Values.s3.credentialsSecret }}
- name: AWS_ACCESS_KEY_ID
  valueFrom:
    secretKeyRef:
      name: {{ . }}
      key: {{ $.Values.s3.accessKeyIdKey }}
- name: AWS_SECRET_ACCESS_KEY
  valueFrom:
    secretKeyRef:
      name: {{ . }}
      key: {{ $.Values.s3.secretAccessKeyKey }}
{{- end }}
{{- end -}}
