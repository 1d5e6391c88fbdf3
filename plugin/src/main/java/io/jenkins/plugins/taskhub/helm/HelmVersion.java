package io.jenkins.plugins.taskhub.helm;

import io.jenkins.plugins.taskhub.cli.Outcome;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.IOException;
import java.util.regex.Pattern;

/** What differs between the versions of helm: Helm 4 renamed {@code --atomic}. */
enum HelmVersion {
    /** Helm 3. */
    V3("--atomic"),
    /** Helm 4. */
    V4("--rollback-on-failure");

    private static final Pattern VERSION = Pattern.compile("^v?(\\d+)(?:\\.\\d+)*");
    private static final int LONGEST = 4_096;

    private final String rollbackFlag;

    HelmVersion(String rollbackFlag) {
        this.rollbackFlag = rollbackFlag;
    }

    /** The flag that makes helm undo an upgrade that fails. */
    String rollbackFlag() {
        return rollbackFlag;
    }

    /**
     * Reads how {@code helm version --short} ended.
     *
     * @throws StepFailure when it failed, or is neither Helm 3 nor Helm 4
     */
    static HelmVersion of(Outcome outcome) throws IOException, InterruptedException {
        if (!outcome.succeeded()) {
            throw new StepFailure("helm does not tell its version: " + HelmProblem.of(outcome));
        }
        return parse(outcome.output(LONGEST));
    }

    /**
     * Reads what {@code helm version --short} prints, such as {@code v3.21.4+gd2f1b6c}.
     *
     * @throws StepFailure when it is neither Helm 3 nor Helm 4
     */
    static HelmVersion parse(String printed) {
        var match = VERSION.matcher(printed.strip());
        int major = match.find() && match.group(1).length() < 5 ? Integer.parseInt(match.group(1)) : 0;
        return switch (major) {
            case 3 -> V3;
            case 4 -> V4;
            default -> throw new StepFailure("helm on the agent says that it is '"
                    + printed.strip().lines().findFirst().orElse("") + "': install Helm 3 or Helm 4");
        };
    }
}
