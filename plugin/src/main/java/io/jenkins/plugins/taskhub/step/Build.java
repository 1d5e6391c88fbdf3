package io.jenkins.plugins.taskhub.step;

import hudson.FilePath;
import io.jenkins.plugins.taskhub.report.BuildRecord;
import io.jenkins.plugins.taskhub.report.Report;
import io.jenkins.plugins.taskhub.report.TrendPoint;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What an {@link Engine} may know of the build, and leave on it. */
public interface Build {
    /** The job's full name and the build's number, such as {@code taskhub-deploy-dev #41}. */
    String name();

    /** The build's number. */
    int number();

    /** Absolute URL of the build's page, or null when Jenkins has no root URL. */
    String url();

    /** Id of the user who started the build, or null when nobody did. */
    String startedBy();

    /**
     * Archives files as artifacts of the build; one of the same name is replaced.
     *
     * @param files name to content; contents are masked
     */
    void archive(Map<String, String> files) throws IOException, InterruptedException;

    /**
     * Archives files of the agent as they are, however large, as artifacts of the build; one of the same name is
     * replaced.
     *
     * @param folder on the agent
     * @param files name of the artifact to path in the folder
     */
    void archive(FilePath folder, Map<String, String> files) throws IOException, InterruptedException;

    /** Shows a report on the build's page. Its texts must be masked already. */
    void report(Report report) throws IOException;

    /**
     * Keeps numbers with the build, in place of those that it has of the same series.
     *
     * @return the series so far: the newest builds of the job, this one last
     */
    List<TrendPoint> trend(TrendPoint point) throws IOException;

    /** Keeps what was done with the build, for the builds that come after and for the pages of job and folder. */
    void keep(BuildRecord record) throws IOException;
}
