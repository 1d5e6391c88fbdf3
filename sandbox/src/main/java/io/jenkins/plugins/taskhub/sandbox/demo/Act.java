package io.jenkins.plugins.taskhub.sandbox.demo;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One build of the demo.
 *
 * @param why what it shows, as a heading
 * @param job name of the job, which is its file in {@code jenkinsfiles/}
 * @param parameters by name: a String or a Boolean
 * @param expected the result that is right
 * @param sources what has changed in the sources before
 */
record Act(String why, String job, Map<String, Object> parameters, String expected, List<Change> sources) {
    /** A replacement in a file of the sources, as a commit would bring it. */
    record Change(String file, String before, String after) {
    }

    static final String DEV_VALUES = "infra/helm/values/task-service/values-dev.yaml";

    /** What the demo runs, in this order. The image tags are pushed before; the last one plays a crash loop. */
    static List<Act> all() {
        return List.of(
                deployDev("A first tag goes to dev", "0.1.0", "SUCCESS"),
                new Act("The values of dev change (replicaCount 1 to 2); the image stays", "deploy-dev",
                        Map.of("IMAGE_TAG", "KEEP_CURRENT"), "SUCCESS",
                        List.of(new Change(DEV_VALUES, "replicaCount: 1", "replicaCount: 2"))),
                deployProd("A release goes to prod, behind the prompt", "0.1.1"),
                deployProd("The next release follows", "0.1.2"),
                deployDev("A bad image goes to dev: this build is to fail, and to leave dev as it was",
                        DemoImages.BAD, "FAILURE"),
                new Act("prod goes back to the release before", "rollback",
                        Map.of("ENVIRONMENT", "prod", "REVISION", ""), "SUCCESS", List.of()));
    }

    private static Act deployDev(String why, String tag, String expected) {
        return new Act(why, "deploy-dev", Map.of("IMAGE_TAG", tag), expected, List.of());
    }

    private static Act deployProd(String why, String tag) {
        return new Act(why, "deploy-prod", Map.of("CONFIRM_PROD", true, "RELEASE_TAG", tag), "SUCCESS", List.of());
    }

    /** The parameters on one line, by name; what is empty is left out. */
    String parameterLine() {
        return parameters.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .filter(p -> !p.getValue().toString().isEmpty())
                .map(p -> p.getKey() + "=" + p.getValue()).collect(Collectors.joining(" "));
    }
}
