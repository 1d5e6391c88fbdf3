output "names" {
  description = "Names of the ServiceMonitors."
  value       = [for monitor in kubectl_manifest.this : monitor.name]
}
