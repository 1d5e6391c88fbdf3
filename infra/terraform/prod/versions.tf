terraform {
  required_version = ">= 1.3.0"

  required_providers {
    helm = {
      source  = "hashicorp/helm"
      version = ">= 1.3.2, < 3.0.0"
    }
    kubectl = {
      source  = "gavinbunney/kubectl"
      version = ">= 1.19.0, < 2.0.0"
    }
    kubernetes = {
      source  = "hashicorp/kubernetes"
      version = ">= 1.13.4, < 3.0.0"
    }
  }

  # Another backend: copy one of ../backends to backend_override.tf in this folder.
  backend "kubernetes" {}
}

# The cluster comes by the environment: KUBECONFIG and KUBE_CONFIG_PATH (both, for providers of every age), KUBE_CTX.
provider "helm" {
  kubernetes {}
}

provider "kubectl" {}

provider "kubernetes" {}
