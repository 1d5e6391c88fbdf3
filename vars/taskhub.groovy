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

/** The credential of an environment's kubeconfig, for steps without an agent; null: the cluster that Jenkins runs in. */
String kubeconfigId(String environment) {
    env["TASKHUB_KUBECONFIG_ID_${environment.toUpperCase()}"] ?: env.TASKHUB_KUBECONFIG_ID ?: null
}

/** The credential of the image's registry; null: what the agent's user is logged in to. */
String getRegistryCredentialsId() {
    env.TASKHUB_REGISTRY_ID ?: null
}

/** Where the application's sources are in the workspace. */
String getApplication() {
    'examples/task-service'
}

/** The text itself when it is a semantic version; such a tag is a release. */
String version(String text) {
    if (!(text ==~ /(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?/)) {
        error "RELEASE_TAG '${text}' is no semantic version: give one such as 0.1.2 or 0.2.0-rc.1"
    }
    text
}
