import groovy.json.JsonOutput

/**
 * Tells the team how the build of an environment ended: in the build's log, and through a webhook where one is set up.
 * A webhook that does not answer is reported, and never changes the result of the build.
 */
def call(String environment) {
    def text = "${env.JOB_NAME} #${env.BUILD_NUMBER} for ${environment}: ${currentBuild.currentResult}"
    if (env.BUILD_URL) {
        text += " ${env.BUILD_URL}"
    }
    echo "[notify] ${text}"
    if (env.TASKHUB_WEBHOOK_ID) {
        catchError(buildResult: null, stageResult: null, message: '[notify] the webhook could not be called') {
            timeout(time: 2, unit: 'MINUTES') {
                node('deploy') {
                    post(env.TASKHUB_WEBHOOK_ID, JsonOutput.toJson([text: text.toString()]))
                }
            }
        }
    }
}

/** The address is a secret: curl reads it from its standard input, so no process list shows it. */
private void post(String credentialsId, String json) {
    withCredentials([string(credentialsId: credentialsId, variable: 'WEBHOOK')]) {
        withEnv(["NOTIFICATION=${json}"]) {
            sh label: 'Call the webhook', script: '''\
                printf 'url = "%s"\\n' "$WEBHOOK" | curl --config - --silent --show-error --fail --max-time 30 \\
                    --header 'Content-Type: application/json' --data-raw "$NOTIFICATION" --output /dev/null
                '''.stripIndent()
        }
    }
}
