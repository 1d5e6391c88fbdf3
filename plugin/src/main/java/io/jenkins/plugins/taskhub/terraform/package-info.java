/** Plans, shows, and applies exactly what was confirmed, with Terraform or OpenTofu. */
package io.jenkins.plugins.taskhub.terraform;
