variable "db_username" {
  description = "Owner of the database. Used when the database is made; see the chart's values for a later change."
  type        = string
  default     = "taskhub"
}

variable "db_password" {
  description = "Password of the database's owner, as TF_VAR_db_password. In the job: the credential taskhub-db-password of the environment."
  type        = string
  sensitive   = true
  default     = ""
}

variable "manage_db_credentials" {
  description = "false: somebody else makes the Secret db-credentials (keys username and password), and no password is in the state."
  type        = bool
  default     = true
}

variable "deployers" {
  description = "Service accounts that may deploy to this environment; see infra/rbac. Empty: whoever has rights by other means."
  type        = list(object({ namespace = string, name = string }))
  default     = [{ namespace = "taskhub-system", name = "taskhub-deploy-prod" }]
}

variable "postgres_chart" {
  description = "Where the chart postgres comes from: a folder (chart alone), or a repository's chart with its version."
  type = object({
    chart      = string
    repository = optional(string)
    version    = optional(string)
  })
  default = { chart = "../../helm/charts/postgres" }
}

variable "postgres_values" {
  description = "Further values of the chart postgres as YAML documents; a later one wins."
  type        = list(string)
  default     = []
}

variable "backup_chart" {
  description = "Where the chart postgres-backup comes from: a folder (chart alone), or a repository's chart with its version."
  type = object({
    chart      = string
    repository = optional(string)
    version    = optional(string)
  })
  default = { chart = "../../helm/charts/postgres-backup" }
}

variable "backup_values" {
  description = "Further values of the chart postgres-backup as YAML documents; a later one wins."
  type        = list(string)
  default     = []
}
