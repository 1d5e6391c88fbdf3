package io.jenkins.plugins.taskhub.terraform;

import io.jenkins.plugins.taskhub.kubernetes.Cluster;
import io.jenkins.plugins.taskhub.kubernetes.ClusterCall;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The custom resource definitions that must be in the cluster before anything is planned. */
final class RequiredCrds {
    /** Definitions of the Prometheus operator, which the monitoring environment installs, and the kinds they define. */
    private static final String OPERATOR = ".monitoring.coreos.com";
    private static final Map<String, String> KINDS = Map.of(
            "alertmanagerconfigs", "AlertmanagerConfig", "alertmanagers", "Alertmanager", "podmonitors", "PodMonitor",
            "probes", "Probe", "prometheuses", "Prometheus", "prometheusrules", "PrometheusRule",
            "scrapeconfigs", "ScrapeConfig", "servicemonitors", "ServiceMonitor", "thanosrulers", "ThanosRuler");

    private RequiredCrds() {}

    /**
     * Which of some definitions are missing, or not served yet.
     *
     * @param names such as {@code servicemonitors.monitoring.coreos.com}
     */
    record Missing(ArrayList<String> names) implements ClusterCall<ArrayList<String>> {
        @Override
        public ArrayList<String> on(Cluster cluster, Consumer<String> log) throws InterruptedException {
            var missing = new ArrayList<String>();
            for (String name : names) {
                boolean there = cluster.ask("read the CRD " + name, client -> {
                    var crd = client.apiextensions().v1().customResourceDefinitions().withName(name).get();
                    return crd != null && crd.getStatus() != null
                            && Stream.ofNullable(crd.getStatus().getConditions()).flatMap(List::stream)
                            .anyMatch(is -> is.getType().equals("Established") && is.getStatus().equals("True"));
                });
                if (!there) {
                    missing.add(name);
                }
            }
            return missing;
        }
    }

    /** @throws StepFailure that names the first of the missing ones */
    static void refuse(List<String> missing) {
        if (missing.isEmpty()) {
            return;
        }
        String name = missing.get(0);
        if (name.endsWith(OPERATOR)) {
            String plural = name.substring(0, name.length() - OPERATOR.length());
            throw new StepFailure(KINDS.getOrDefault(plural, plural)
                    + " CRD is not installed: run taskhub-platform-deploy with TARGET=monitoring first");
        }
        throw new StepFailure(name + " CRD is not installed: install what brings it first");
    }
}
