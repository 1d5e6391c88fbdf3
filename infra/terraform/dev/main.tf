# The environment dev: its namespace, its database with backups, and what Prometheus scrapes.
locals {
  environment = "dev"
  infra       = "${path.module}/../.."
}

module "namespace" {
  source    = "../modules/namespace"
  name      = local.environment
  deployers = var.deployers
}

module "secrets" {
  source    = "../modules/secrets"
  namespace = module.namespace.name

  secrets = merge(
    var.manage_db_credentials ? {
      db-credentials = {
        username = var.db_username
        password = var.db_password
      }
    } : {},
    var.manage_s3_credentials ? {
      s3-credentials = {
        access-key-id     = var.s3_access_key_id
        secret-access-key = var.s3_secret_access_key
      }
    } : {},
  )
}

module "postgres" {
  source    = "../modules/postgres"
  namespace = module.namespace.name
  chart     = var.postgres_chart
  values = concat([
    file("${local.infra}/helm/values/postgres/values-${local.environment}.yaml"),
  ], var.postgres_values)

  depends_on = [module.secrets]
}

module "postgres_backup" {
  source    = "../modules/postgres-backup"
  namespace = module.namespace.name
  chart     = var.backup_chart
  values = concat([
    file("${local.infra}/helm/values/postgres-backup/values-${local.environment}.yaml"),
  ], var.backup_values)
  s3 = var.backup_s3

  depends_on = [module.postgres]
}

module "service_monitors" {
  source = "../modules/service-monitors"

  manifests = {
    task-service = file("${local.infra}/monitoring/servicemonitors/task-service-${local.environment}.yaml")
  }

  depends_on = [module.namespace]
}
