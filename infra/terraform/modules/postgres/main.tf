module "chart" {
  source = "../chart"
  chart  = var.chart
}

resource "helm_release" "postgres" {
  name        = "postgres"
  namespace   = var.namespace
  chart       = module.chart.chart
  repository  = module.chart.repository
  version     = module.chart.version
  description = module.chart.description
  values      = var.values

  # A first installation that fails leaves nothing, rather than a release that the next plan would replace.
  atomic  = true
  timeout = var.timeout
}
