# State in a bucket of Amazon S3. Settings: bucket, key; region, unless AWS_REGION names it. The credentials come by the
# environment (AWS_ACCESS_KEY_ID…) or by the machine's role. The lock is a file beside the state (Terraform 1.10 or newer,
# OpenTofu 1.10 or newer); a table of DynamoDB is not used.
terraform {
  backend "s3" {
    encrypt      = true
    use_lockfile = true
  }
}
