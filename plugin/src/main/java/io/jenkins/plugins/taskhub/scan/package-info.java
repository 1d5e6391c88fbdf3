/**
 * Scanning with Trivy: {@code trivyGate}. Trivy finds, with exit code 0; what is found is judged here, from its JSON
 * report, while that streams by on the agent.
 */
package io.jenkins.plugins.taskhub.scan;
