/** Gives what buildImage made, and the gate let pass, its final tag: the same digest, nothing is sent again. */
def call(Map built) {
    taskhubPromote image: built.image, digest: built.digest, tag: built.tag,
                   registryCredentialsId: taskhub.registryCredentialsId
}
