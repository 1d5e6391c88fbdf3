resource "kubernetes_secret" "this" {
  # The names are no secret; the values stay sensitive.
  for_each = nonsensitive(toset(keys(var.secrets)))

  metadata {
    name      = each.key
    namespace = var.namespace

    labels = {
      "app.kubernetes.io/part-of" = "taskhub"
    }
  }

  type = "Opaque"
  data = var.secrets[each.key]

  lifecycle {
    precondition {
      condition     = alltrue([for value in values(var.secrets[each.key]) : value != null && value != ""])
      error_message = "A value of the Secret ${each.key} is empty. Give it by its TF_VAR_… variable (in the job: by its credential), or let somebody else make the Secret (see infra/terraform/README.md, \"Secrets\")."
    }
  }
}
