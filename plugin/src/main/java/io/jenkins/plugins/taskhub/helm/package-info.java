/**
 * Deploying with Helm: {@code helmDeploy}, {@code helmRollback} and {@code helmTest}. The helm command changes the
 * cluster; what a release is like is read from the Kubernetes API.
 */
package io.jenkins.plugins.taskhub.helm;
