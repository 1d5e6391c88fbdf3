/** Pages over many builds: what a job did, and what runs where in a folder. They read records; no step uses them. */
package io.jenkins.plugins.taskhub.pages;
