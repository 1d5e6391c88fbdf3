output "host" {
  description = "Where the database answers, inside the cluster."
  value       = "${helm_release.postgres.name}-postgresql.${var.namespace}.svc"
}
