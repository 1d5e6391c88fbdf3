# kubectl_manifest: the plan needs no CRD, and an object that somebody deleted or changed is seen as drift.
resource "kubectl_manifest" "this" {
  for_each = var.manifests

  yaml_body = each.value
}
