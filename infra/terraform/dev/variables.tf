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
  default     = [{ namespace = "taskhub-system", name = "taskhub-deploy-dev" }]
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

variable "backup_s3" {
  description = "Bucket to which each dump is sent too; see modules/postgres-backup. Null: no bucket."
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

variable "manage_s3_credentials" {
  description = "true: the Secret s3-credentials is made from the two keys, which then are in the state. false: somebody else makes it."
  type        = bool
  default     = false
}

variable "s3_access_key_id" {
  description = "Access key of the bucket, as TF_VAR_s3_access_key_id, where manage_s3_credentials is true."
  type        = string
  sensitive   = true
  default     = ""
}

variable "s3_secret_access_key" {
  description = "Secret key of the bucket, as TF_VAR_s3_secret_access_key, where manage_s3_credentials is true."
  type        = string
  sensitive   = true
  default     = ""
}
