variable "namespace" {
  description = "Namespace of the database that is backed up."
  type        = string
}

variable "chart" {
  description = "Where the chart comes from: a folder (chart alone), or a repository's chart with its version."
  type = object({
    chart      = string
    repository = optional(string)
    version    = optional(string)
  })
}

variable "values" {
  description = "Values of the chart as YAML documents; a later one wins. No secrets: the chart reads the Secret db-credentials."
  type        = list(string)
  default     = []
}

variable "timeout" {
  description = "Seconds that a call of Kubernetes may take."
  type        = number
  default     = 120
}
