# State in a file, for trying out: nobody else has it, and it is lost with the workspace. Settings: path.
terraform {
  backend "local" {}
}
