package io.jenkins.plugins.taskhub.config;

import java.util.Map;

/**
 * What steps take where their own parameters say nothing.
 *
 * @param kubeconfigId the default cluster: a secret file with a kubeconfig; null for none
 * @param context of that kubeconfig; null for its current one
 * @param registry the default registry's host; null for none
 * @param registryCredentialsId of the default registry; null to log in nowhere
 * @param programs absolute paths on the agents by the program's name; what is not in it is looked up in {@code PATH}
 * @param keepReports of how many builds of a job the report pages are kept; 0 for all
 * @param largestArtifact the largest report that is archived with a build, in bytes; 0 for any size
 */
public record Settings(String kubeconfigId, String context, String registry, String registryCredentialsId,
        Map<String, String> programs, int keepReports, long largestArtifact) {
    /** Nothing is configured. */
    public static final Settings NONE = new Settings(null, null, null, null, Map.of(), 0, 0);

    /**
     * The credential for a registry: the one that the step names, else the default one, which is for the default registry
     * alone: no other ever sees it.
     *
     * @param given the step's own; may be null
     * @param host of the registry that is asked, with its port
     * @return null to ask without logging in
     */
    public String registryCredentialsId(String given, String host) {
        return given != null ? given : host.equals(registry) ? registryCredentialsId : null;
    }
}
