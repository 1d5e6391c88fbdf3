output "names" {
  description = "Names of the Secrets that were made. Who uses them waits until they are there."
  value       = [for secret in kubernetes_secret.this : secret.metadata[0].name]
}
