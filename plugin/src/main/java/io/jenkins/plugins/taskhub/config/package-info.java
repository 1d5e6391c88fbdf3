/** What an administrator says once for all steps: Manage Jenkins, section TaskHub; in configuration as code {@code taskhub}. */
package io.jenkins.plugins.taskhub.config;
