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

variable "s3" {
  description = "Bucket to which each dump is sent too, and the Secret with its keys (access-key-id, secret-access-key); see the chart's values. credentials_secret = \"\": the pod's service account has a role. Null: no bucket."
  type = object({
    bucket             = string
    prefix             = optional(string, "pg-backups")
    endpoint           = optional(string, "")
    region             = optional(string, "us-east-1")
    path_style         = optional(bool, true)
    credentials_secret = optional(string, "s3-credentials")
    keep               = optional(number, 14)
    days               = optional(number, 30)
  })
  default = null
}

variable "timeout" {
  description = "Seconds that a call of Kubernetes may take."
  type        = number
  default     = 120
}
