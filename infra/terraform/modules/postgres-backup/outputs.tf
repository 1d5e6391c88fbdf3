output "claim" {
  description = "Name of the volume claim that holds the dumps."
  value       = "postgres-backups"
  depends_on  = [helm_release.backup]
}
