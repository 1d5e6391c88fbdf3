package io.jenkins.plugins.taskhub.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.taskhub.kubernetes.Workload.Kind;
import org.junit.Test;

public class ManifestTest {
    private static final String MANIFEST = """
            # nothing but a comment
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web}
            --- # with a comment behind
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db, namespace: data}
            ---
            apiVersion: v1
            kind: List
            items:
            - {apiVersion: apps/v1, kind: DaemonSet, metadata: {name: agent}}
            ---
            apiVersion: batch/v1
            kind: Job
            metadata: {name: import}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: trap}
            data:
              text: |
                kind: Deployment
                metadata: {name: not-there}
            """;

    @Test
    public void findsWhatHelmWaitsFor() {
        assertThat(Manifest.workloads(MANIFEST, "dev", false)).containsExactly(
                new Workload(Kind.DEPLOYMENT, "dev", "web"), new Workload(Kind.STATEFUL_SET, "data", "db"),
                new Workload(Kind.DAEMON_SET, "dev", "agent"));
    }

    @Test
    public void countsJobsWhenTold() {
        assertThat(Manifest.workloads(MANIFEST, "dev", true)).endsWith(new Workload(Kind.JOB, "dev", "import"))
                .hasSize(4);
    }

    @Test
    public void findsNothingInNothing() {
        assertThat(Manifest.workloads("", "dev", true)).isEmpty();
        assertThat(Manifest.workloads(null, "dev", true)).isEmpty();
        assertThat(Manifest.workloads("{{ Deployment: [", "dev", true)).isEmpty();
    }
}
