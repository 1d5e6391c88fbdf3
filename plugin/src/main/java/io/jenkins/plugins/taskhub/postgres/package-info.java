/**
 * Backups of a PostgreSQL database that runs in Kubernetes: {@code pgBackup}, {@code pgRestore} and {@code pgBackups}.
 * The work is done by the scripts of the chart {@code postgres-backup}, in Jobs; the steps start these, follow them and
 * say what came of it.
 */
package io.jenkins.plugins.taskhub.postgres;
