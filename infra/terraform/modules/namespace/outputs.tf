output "name" {
  description = "Name of the namespace. Who uses it waits until the namespace is there."
  value       = kubernetes_namespace.this.metadata[0].name
}
