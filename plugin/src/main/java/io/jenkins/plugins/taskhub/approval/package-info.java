/** Feature: the gate in front of production, {@code confirmProd}. */
package io.jenkins.plugins.taskhub.approval;
