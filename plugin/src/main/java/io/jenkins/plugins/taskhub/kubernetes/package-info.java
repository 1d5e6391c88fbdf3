/**
 * Everything that the steps need of the Kubernetes API: an open {@link io.jenkins.plugins.taskhub.kubernetes.Cluster},
 * the releases that helm keeps in it, the watch over a rollout with the explanation of what went wrong, and the
 * difference of two manifests.
 *
 * <p>Calls run on the controller; {@code via: 'agent'} runs the same code on the agent through
 * {@link io.jenkins.plugins.taskhub.kubernetes.AgentCluster}. All failures are {@link
 * io.jenkins.plugins.taskhub.kubernetes.ClusterException}s whose message is a whole sentence for the build log.</p>
 */
package io.jenkins.plugins.taskhub.kubernetes;
