output "chart" {
  description = "The folder, or the chart's name in the repository."
  value       = var.chart.chart
}

output "repository" {
  description = "URL of the repository; null for a folder."
  value       = var.chart.repository
}

output "version" {
  description = "Version in the repository; null for a folder, whose own Chart.yaml says it."
  value       = var.chart.version
}

output "description" {
  description = "What helm history shows."
  value       = local.local ? "chart sha256:${substr(local.digest, 0, 12)}" : "chart ${var.chart.chart} ${var.chart.version}"
}
