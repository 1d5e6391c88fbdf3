/** Where the application's image comes from: a repository without a tag. */
String getImage() {
    env.TASKHUB_IMAGE ?: 'docker.io/taskhub/task-service'
}

String getRelease() {
    'task-service'
}

String getChart() {
    'infra/helm/charts/task-service'
}

/** The values file of an environment, which is also the name of its namespace. */
String values(String environment) {
    "infra/helm/values/task-service/values-${environment}.yaml"
}

/** The credential with the kubeconfig of steps that run without an agent; null: the cluster that Jenkins runs in. */
String getKubeconfigId() {
    env.TASKHUB_KUBECONFIG_ID ?: null
}
