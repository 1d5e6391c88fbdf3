resource "kubernetes_namespace" "this" {
  metadata {
    name = var.name

    labels = {
      "app.kubernetes.io/part-of"          = "taskhub"
      "pod-security.kubernetes.io/enforce" = var.pod_security
    }
  }

  lifecycle {
    # With a namespace go its database and its backups. Terraform refuses; somebody who means it uses kubectl.
    prevent_destroy = true
  }
}

resource "kubernetes_role_binding" "deployer" {
  count = length(var.deployers) == 0 ? 0 : 1

  metadata {
    name      = "taskhub-deployer"
    namespace = kubernetes_namespace.this.metadata[0].name
  }

  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "taskhub-deployer"
  }

  dynamic "subject" {
    for_each = var.deployers

    content {
      kind      = "ServiceAccount"
      name      = subject.value.name
      namespace = subject.value.namespace
    }
  }
}
