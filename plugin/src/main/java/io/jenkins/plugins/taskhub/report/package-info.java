/**
 * Kernel: what a step leaves on a build for people to read. One model, one escaping renderer, shown on the build and
 * written as a single file; and the record of a deployment that later builds look up.
 */
package io.jenkins.plugins.taskhub.report;
