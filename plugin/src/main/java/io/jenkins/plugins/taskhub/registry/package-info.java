/**
 * Kernel: what a container registry says about an image, over the distribution API. Free of Jenkins' Pipeline types, so
 * that it runs on the controller and, sent as a callable, on an agent.
 */
package io.jenkins.plugins.taskhub.registry;
