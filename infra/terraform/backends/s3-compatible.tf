# State in a bucket of another S3 server (MinIO, Ceph, versitygw…). Settings: bucket, key. AWS_ENDPOINT_URL_S3 names the
# server, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY the credentials. The lock is a file beside the state, for which the
# server must know conditional writes (If-None-Match); one that does not would lock nothing.
terraform {
  backend "s3" {
    region         = "us-east-1"
    use_lockfile   = true
    use_path_style = true

    # What only Amazon has.
    skip_credentials_validation = true
    skip_metadata_api_check     = true
    skip_region_validation      = true
    skip_requesting_account_id  = true
  }
}
