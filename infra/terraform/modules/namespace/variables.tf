variable "name" {
  description = "Name of the namespace."
  type        = string
}

variable "pod_security" {
  description = "Pod security standard that the namespace enforces: privileged, baseline or restricted."
  type        = string
  default     = "baseline"

  validation {
    condition     = contains(["privileged", "baseline", "restricted"], var.pod_security)
    error_message = "The value of pod_security must be privileged, baseline or restricted."
  }
}

variable "deployers" {
  description = "Service accounts that may deploy here: they get the ClusterRole taskhub-deployer of infra/rbac in this namespace alone."
  type        = list(object({ namespace = string, name = string }))
  default     = []
}
