variable "namespace" {
  description = "Namespace of the monitoring stack."
  type        = string
}

variable "chart" {
  description = "Where kube-prometheus-stack comes from: a repository's chart with its version, or a folder (chart alone)."
  type = object({
    chart      = string
    repository = optional(string)
    version    = optional(string)
  })
}

variable "values" {
  description = "Values of the chart as YAML documents; a later one wins. No secrets."
  type        = list(string)
  default     = []
}

variable "alertmanager_config" {
  description = "Alertmanager's configuration as YAML. It names the file of the Slack webhook, not its address."
  type        = string
}

variable "rules" {
  description = "Files of Prometheus rules (YAML with groups), by the name of the PrometheusRule."
  type        = map(string)
  default     = {}
}

variable "dashboards" {
  description = "Grafana dashboards (JSON), by name."
  type        = map(string)
  default     = {}
}

variable "timeout" {
  description = "Seconds until the stack must be ready."
  type        = number
  default     = 900
}
