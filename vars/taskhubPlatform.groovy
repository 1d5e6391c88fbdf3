/** Terraform's configuration of a target: monitoring, dev or prod. */
String root(String target) {
    "infra/terraform/${target}"
}

/** Which credential each secret variable of a target comes from. */
Map<String, String> secrets(String target) {
    target == 'monitoring'
        ? [slack_webhook_url: 'taskhub-slack-webhook', grafana_admin_password: 'taskhub-grafana-admin']
        : [db_password: "taskhub-db-password-${target}"]
}

/** Chooses where Terraform keeps the state of a target, by TASKHUB_STATE, and returns the settings of that backend. */
Map<String, String> state(String target) {
    def (backend, place) = (env.TASKHUB_STATE ?: 'kubernetes').split(':', 2).toList() + ''
    def bucket = [bucket: place, key: "taskhub/${target}.tfstate"]
    def settings = [kubernetes     : [namespace: 'taskhub-system', secret_suffix: target],
                    s3             : bucket,
                    's3-compatible': bucket,
                    local          : [path: "${place}/${target}.tfstate"]][backend]
    if (!settings || (backend != 'kubernetes' && !place)) {
        error "TASKHUB_STATE is '${env.TASKHUB_STATE}': expected kubernetes, s3:BUCKET, s3-compatible:BUCKET or local:/FOLDER"
    }
    writeFile file: "${root(target)}/backend_override.tf", text: readFile("infra/terraform/backends/${backend}.tf")
    settings.collectEntries { name, value -> [name, value.toString()] }
}
