package io.jenkins.plugins.taskhub.sandbox.demo;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One build of the demo.
 *
 * @param why what it shows, as a heading
 * @param job name of the job, without the prefix {@code taskhub-}
 * @param parameters by name: a String or a Boolean
 * @param expected the result that is right
 * @param sources what has changed in the sources before
 */
record Act(String why, String job, Map<String, Object> parameters, String expected, List<Change> sources) {
    /** A replacement in a file of the sources, as a commit brings it. */
    record Change(String file, String before, String after) {
    }

    static final String CI = "app-ci";
    static final String RELEASE_BUILD = "release-build";
    static final String RELEASE = "0.2.0";
    static final String DEV_VALUES = "infra/helm/values/task-service/values-dev.yaml";

    /** What the demo runs: scene after scene, the builds of a scene side by side. */
    static List<List<Act>> scenes() {
        return List.of(
                List.of(new Act("A push to develop: built, tested, scanned, and deployed to dev", CI, Map.of(),
                        "SUCCESS", List.of())),
                List.of(deployDev("The values of dev change (replicaCount 1 to 2); the image stays", "KEEP_CURRENT",
                                "SUCCESS", List.of(new Change(DEV_VALUES, "replicaCount: 1", "replicaCount: 2"))),
                        new Act("Meanwhile a release is built", RELEASE_BUILD, Map.of("RELEASE_TAG", RELEASE),
                                "SUCCESS", List.of())),
                List.of(new Act("The release goes to prod, behind the prompt", "deploy-prod",
                                Map.of("CONFIRM_PROD", true, "RELEASE_TAG", RELEASE), "SUCCESS", List.of()),
                        deployDev("Meanwhile a bad image goes to dev: this build is to fail, and to leave dev as it is",
                                DemoImages.BAD, "FAILURE", List.of())),
                List.of(new Act("dev goes back to its first revision", "rollback",
                        Map.of("ENVIRONMENT", "dev", "REVISION", "1"), "SUCCESS", List.of())));
    }

    /** All builds, in the order in which they are started. */
    static List<Act> all() {
        return scenes().stream().flatMap(List::stream).toList();
    }

    private static Act deployDev(String why, String tag, String expected, List<Change> sources) {
        return new Act(why, "deploy-dev", Map.of("IMAGE_TAG", tag), expected, sources);
    }

    /** The job's name on the controller. */
    String jobName() {
        return "taskhub-" + job;
    }

    /** The parameters on one line, by name; what is empty is left out. */
    String parameterLine() {
        return parameters.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .filter(p -> !p.getValue().toString().isEmpty())
                .map(p -> p.getKey() + "=" + p.getValue()).collect(Collectors.joining(" "));
    }
}
