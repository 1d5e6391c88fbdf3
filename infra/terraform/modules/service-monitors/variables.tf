variable "manifests" {
  description = "The ServiceMonitors as YAML, by a name of their own. Prometheus reads those with the label release: monitoring-stack."
  type        = map(string)

  validation {
    condition     = alltrue([for manifest in values(var.manifests) : yamldecode(manifest).kind == "ServiceMonitor"])
    error_message = "Every manifest must be a ServiceMonitor."
  }

  validation {
    condition     = alltrue([for manifest in values(var.manifests) : try(yamldecode(manifest).metadata.labels.release, "") == "monitoring-stack"])
    error_message = "Every ServiceMonitor needs the label release: monitoring-stack, or Prometheus does not see it."
  }
}
