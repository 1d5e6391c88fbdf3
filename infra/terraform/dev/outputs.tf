output "namespace" {
  description = "Namespace of the environment."
  value       = module.namespace.name
}

output "database_host" {
  description = "Where the database answers, inside the cluster; port 5432, database taskdb."
  value       = module.postgres.host
}

output "backup_claim" {
  description = "Volume claim with the dumps."
  value       = module.postgres_backup.claim
}

output "service_monitors" {
  description = "What Prometheus scrapes here."
  value       = module.service_monitors.names
}
