variable "slack_webhook_url" {
  description = "Address of Slack's incoming webhook, as TF_VAR_slack_webhook_url. In the job: the credential taskhub-slack-webhook."
  type        = string
  sensitive   = true
  default     = ""
}

variable "grafana_admin_password" {
  description = "Password of Grafana's user admin, as TF_VAR_grafana_admin_password. In the job: the credential taskhub-grafana-admin."
  type        = string
  sensitive   = true
  default     = ""
}

variable "manage_secrets" {
  description = "false: somebody else makes the Secrets alertmanager-slack (key webhook-url) and grafana-admin (keys admin-user, admin-password), and neither is in the state."
  type        = bool
  default     = true
}

variable "stack_chart" {
  description = "Where kube-prometheus-stack comes from: a repository's chart with its version, or a folder (chart alone)."
  type = object({
    chart      = string
    repository = optional(string)
    version    = optional(string)
  })
  default = {
    repository = "https://prometheus-community.github.io/helm-charts"
    chart      = "kube-prometheus-stack"
    version    = "67.8.0"
  }
}

variable "stack_values" {
  description = "Further values of the chart as YAML documents; a later one wins."
  type        = list(string)
  default     = []
}
