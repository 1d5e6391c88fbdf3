locals {
  release = "monitoring-stack"
}

module "chart" {
  source = "../chart"
  chart  = var.chart
}

resource "helm_release" "stack" {
  name        = local.release
  namespace   = var.namespace
  chart       = module.chart.chart
  repository  = module.chart.repository
  version     = module.chart.version
  description = module.chart.description

  values = concat([
    yamlencode({ alertmanager = { config = yamldecode(var.alertmanager_config) } }),
  ], var.values)

  atomic  = true
  timeout = var.timeout
}

# Alert rules in Prometheus' own format, as promtool checks them, made an object of the operator.
resource "kubectl_manifest" "rules" {
  for_each = var.rules

  yaml_body = yamlencode({
    apiVersion = "monitoring.coreos.com/v1"
    kind       = "PrometheusRule"

    metadata = {
      name      = each.key
      namespace = var.namespace

      labels = {
        "release"                   = local.release
        "app.kubernetes.io/part-of" = "taskhub"
      }
    }

    spec = yamldecode(each.value)
  })

  depends_on = [helm_release.stack]
}

# Grafana's sidecar loads every ConfigMap with this label.
resource "kubernetes_config_map" "dashboard" {
  for_each = var.dashboards

  metadata {
    name      = "dashboard-${each.key}"
    namespace = var.namespace

    labels = {
      "grafana_dashboard"         = "1"
      "app.kubernetes.io/part-of" = "taskhub"
    }
  }

  data = {
    "${each.key}.json" = each.value
  }
}
