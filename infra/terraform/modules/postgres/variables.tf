variable "namespace" {
  description = "Namespace of the database."
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
  description = "Seconds until the database must be ready."
  type        = number
  default     = 600
}
