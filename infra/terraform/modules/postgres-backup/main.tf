module "chart" {
  source = "../chart"
  chart  = var.chart
}

resource "helm_release" "backup" {
  name        = "postgres-backup"
  namespace   = var.namespace
  chart       = module.chart.chart
  repository  = module.chart.repository
  version     = module.chart.version
  description = module.chart.description
  values      = var.values

  # Not waited for: a claim of a storage class with WaitForFirstConsumer is bound when the first backup runs.
  wait    = false
  timeout = var.timeout
}
