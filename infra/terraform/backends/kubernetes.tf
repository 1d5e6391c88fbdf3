# State in a Secret of the cluster, locked by a Lease. Settings: namespace, secret_suffix.
terraform {
  backend "kubernetes" {}
}
