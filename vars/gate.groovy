/**
 * Stops an image with HIGH or CRITICAL findings for which there is a fix. Where TASKHUB_TRIVY_REPORT names a report in
 * the workspace, that one is judged instead of a scan, and the log says so: for machines without Trivy.
 */
def call(Map built) {
    def policy = [severity: 'HIGH,CRITICAL', ignoreUnfixed: true,
                  ignoreFile: "${taskhub.application}/.trivyignore.yaml"]
    if (env.TASKHUB_TRIVY_REPORT) {
        echo "[gate] Nothing is scanned: the stored report ${env.TASKHUB_TRIVY_REPORT} stands in for ${built.pinned}"
        trivyGate([report: env.TASKHUB_TRIVY_REPORT] + policy)
    } else {
        trivyGate([image: built.pinned, registryCredentialsId: taskhub.registryCredentialsId] + policy)
    }
}
