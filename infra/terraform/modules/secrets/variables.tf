variable "namespace" {
  description = "Namespace of the Secrets."
  type        = string
}

variable "secrets" {
  description = "The Secrets to make: their data by name. All of it is in the state, in clear."
  type        = map(map(string))
  sensitive   = true
}
