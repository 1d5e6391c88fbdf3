output "namespace" {
  description = "Namespace of the monitoring stack."
  value       = module.namespace.name
}

output "release" {
  description = "Name of the release; Prometheus selects ServiceMonitors and rules by the label release with this value."
  value       = module.monitoring_stack.release
}

output "grafana_node_port" {
  description = "Grafana answers on this port of every node."
  value       = 30030
}
