output "release" {
  description = "Name of the release, which is also the label by which Prometheus selects."
  value       = helm_release.stack.name
}
