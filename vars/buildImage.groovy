/**
 * Builds and tests task-service and pushes its image as a candidate: a tag of its own, until promote gives it the final
 * one. More parameters of taskhubBuild can be given.
 */
def call(Map more = [:]) {
    taskhubBuild([image: taskhub.image, context: taskhub.application, candidate: true,
                  builder: env.TASKHUB_BUILDER ?: 'auto', baseImage: env.TASKHUB_BASE_IMAGE ?: null,
                  registryCredentialsId: taskhub.registryCredentialsId] + more)
}
