package io.jenkins.plugins.taskhub.kubernetes;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * A CronJob as it stands, with what runs of it.
 *
 * @param name      its name
 * @param image     what its first container runs
 * @param env       that container's variables with a plain value; secrets are never among them
 * @param mounts    where that container has volumes, by path: the claim's or ConfigMap's name
 * @param suspended whether nothing is scheduled
 * @param running   its Jobs that have not ended, scheduled or made by hand, and those of {@link JobCalls.StartOneOff}
 */
public record CronJobState(String name, String image, Map<String, String> env, Map<String, String> mounts,
                           boolean suspended, List<RunningJob> running) implements Serializable {

    /**
     * A Job that has not ended.
     *
     * @param name    its name
     * @param origin  {@code scheduled}, {@code manual} or what the one-off Job is for
     * @param started when it was made, in seconds since 1970; 0 where that is not known
     */
    public record RunningJob(String name, String origin, long started) implements Serializable {
    }
}
