locals {
  s3 = var.s3 == null ? [] : [yamlencode({
    s3 = {
      bucket            = var.s3.bucket
      prefix            = var.s3.prefix
      endpoint          = var.s3.endpoint
      region            = var.s3.region
      pathStyle         = var.s3.path_style
      credentialsSecret = var.s3.credentials_secret
      retention         = { keep = var.s3.keep, days = var.s3.days }
    }
  })]
}

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
  values      = concat(var.values, local.s3)

  # Not waited for: a claim of a storage class with WaitForFirstConsumer is bound when the first backup runs.
  wait    = false
  timeout = var.timeout
}
