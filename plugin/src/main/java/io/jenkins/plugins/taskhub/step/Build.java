package io.jenkins.plugins.taskhub.step;

import io.jenkins.plugins.taskhub.report.DeploymentRecord;
import io.jenkins.plugins.taskhub.report.Report;
import java.io.IOException;
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

    /** Shows a report on the build's page. Its texts must be masked already. */
    void report(Report report) throws IOException;

    /** Keeps what was deployed with the build, for the builds that come after. */
    void deployed(DeploymentRecord deployment) throws IOException;
}
