# State in a bucket. Settings: bucket, key, region; use_lockfile=true locks it (Terraform 1.10 or newer, OpenTofu 1.10 or newer).
terraform {
  backend "s3" {}
}
