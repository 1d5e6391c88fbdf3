variable "chart" {
  description = "Where a chart comes from: a folder (chart alone), or its name in a repository, with a version."
  type = object({
    chart      = string
    repository = optional(string)
    version    = optional(string)
  })

  validation {
    condition     = var.chart.repository != null || can(fileset(var.chart.chart, "Chart.yaml"))
    error_message = "A chart without a repository must be a folder."
  }

  validation {
    condition     = var.chart.repository == null || var.chart.version != null
    error_message = "A chart from a repository needs a version: without it every run could install another one."
  }
}
