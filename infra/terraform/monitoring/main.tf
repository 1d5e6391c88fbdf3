# Prometheus, Alertmanager and Grafana by kube-prometheus-stack, with TaskHub's rules and dashboard.
locals {
  infra = "${path.module}/../.."
}

module "namespace" {
  source       = "../modules/namespace"
  name         = "monitoring"
  pod_security = "privileged" # the node exporter reads the node
}

module "secrets" {
  source    = "../modules/secrets"
  namespace = module.namespace.name

  secrets = var.manage_secrets ? {
    alertmanager-slack = {
      webhook-url = var.slack_webhook_url
    }
    grafana-admin = {
      admin-user     = "admin"
      admin-password = var.grafana_admin_password
    }
  } : {}
}

module "monitoring_stack" {
  source              = "../modules/monitoring-stack"
  namespace           = module.namespace.name
  chart               = var.stack_chart
  values              = concat([file("${local.infra}/helm/values/monitoring-stack/values.yaml")], var.stack_values)
  alertmanager_config = file("${local.infra}/monitoring/alertmanager/alertmanager.yaml")

  rules = {
    for path in fileset("${local.infra}/monitoring/rules", "*.yaml") :
    trimsuffix(path, ".yaml") => file("${local.infra}/monitoring/rules/${path}")
  }

  dashboards = {
    for path in fileset("${local.infra}/monitoring/dashboards", "*.json") :
    trimsuffix(path, ".json") => file("${local.infra}/monitoring/dashboards/${path}")
  }

  depends_on = [module.secrets]
}
