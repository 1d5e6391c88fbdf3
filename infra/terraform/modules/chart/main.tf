# A chart in this repository has the same version while its templates change. Its digest goes into the release's
# description, so that a changed template is a change of the plan, and helm history says what was installed.
locals {
  local  = var.chart.repository == null
  files  = local.local ? sort(fileset(var.chart.chart, "**")) : []
  digest = local.local ? sha256(join("\n", [for file in local.files : "${file} ${filesha256("${var.chart.chart}/${file}")}"])) : null
}
