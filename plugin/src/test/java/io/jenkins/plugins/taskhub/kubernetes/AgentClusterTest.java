package io.jenkins.plugins.taskhub.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.remoting.Callable;
import hudson.remoting.Future;
import hudson.remoting.VirtualChannel;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.jenkins.plugins.taskhub.kubernetes.ReleaseCalls.HasNamespace;
import io.jenkins.plugins.taskhub.kubernetes.RolloutOutcome.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.After;
import org.junit.Test;

public class AgentClusterTest {
    private final MockCluster mock = MockCluster.keeping();
    private final List<String> log = new ArrayList<>();

    @After
    public void stop() {
        mock.close();
    }

    private record Talk(String text) implements ClusterCall<String> {
        @Override
        public String on(Cluster cluster, Consumer<String> log) {
            log.accept("first " + text);
            log.accept("second " + cluster.namespace());
            return cluster.context();
        }
    }

    @Test
    public void asksWhereTheAgentIs() throws Exception {
        try (var cluster = mock.open()) {
            cluster.ask("make", c -> c.namespaces().resource(
                    new NamespaceBuilder().withNewMetadata().withName("dev").endMetadata().build()).create());
        }
        try (var port = new AgentCluster(new Here(), ClusterAccess.kubeconfig(mock.kubeconfig()))) {
            assertThat(port.call(new HasNamespace("dev"), log::add)).isTrue();
            assertThat(port.call(new HasNamespace("prod"), log::add)).isFalse();
        }
    }

    @Test
    public void bringsEachLogLineAndTheAnswerBack() throws Exception {
        var access = ClusterAccess.kubeconfig(mock.kubeconfig()).context("staging").namespace("blue");
        try (var port = new AgentCluster(new Here(), access)) {
            assertThat(port.call(new Talk("ünïcode"), log::add)).isEqualTo("staging");
        }
        assertThat(log).containsExactly("first ünïcode", "second blue");
    }

    @Test
    public void handsFailuresOverInTheirOwnWords() {
        try (var port = new AgentCluster(new Here(), ClusterAccess.kubeconfig(mock.kubeconfig()).context("prod"))) {
            assertThatThrownBy(() -> port.call(new HasNamespace("dev"), log::add)).isInstanceOf(ClusterException.class)
                    .hasMessage("Context \"prod\" is not in the kubeconfig; it has: dev, staging.");
        }
    }

    @Test
    public void saysThatTheAgentIsLost() {
        try (var port = new AgentCluster(new Lost(), ClusterAccess.automatic())) {
            assertThatThrownBy(() -> port.call(new HasNamespace("dev"), log::add)).isInstanceOf(ClusterException.class)
                    .hasMessage("Could not ask the cluster through the agent (channel closed): check that the agent "
                    + "is still "
                            + "connected.");
        }
    }

    @Test
    public void stopsAWatchOnTheAgent() throws Exception {
        var workload = new Workload(Workload.Kind.DEPLOYMENT, "dev", "task-service");
        var here = new Here();
        try (var port = new AgentCluster(here, ClusterAccess.kubeconfig(mock.kubeconfig()))) {
            var watch = port.watch(RolloutRequest.of(List.of(workload), Duration.ofMinutes(1)),
                    UnaryOperator.identity(), log::add);
            assertThat(here.begun.await(5, TimeUnit.SECONDS)).isTrue();
            watch.stop();

            assertThat(watch.outcome().get(2, TimeUnit.SECONDS).verdict()).isEqualTo(Verdict.STOPPED);
            assertThat(here.ended.await(5, TimeUnit.SECONDS)).as("nothing goes on over there").isTrue();
        }
    }

    /** An agent in this process. */
    private static class Here implements VirtualChannel {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public <V, T extends Throwable> V call(Callable<V, T> callable) throws IOException, T, InterruptedException {
            begun.countDown();
            try {
                return callable.call();
            } finally {
                ended.countDown();
            }
        }

        @Override
        public <V, T extends Throwable> Future<V> callAsync(Callable<V, T> callable) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            throw new AssertionError("the channel is the build's");
        }

        @Override
        public void join() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void join(long timeout) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> T export(Class<T> type, T instance) {
            return instance;
        }

        @Override
        public void syncLocalIO() {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Lost extends Here {
        @Override
        public <V, T extends Throwable> V call(Callable<V, T> callable) throws IOException {
            throw new IOException("channel closed");
        }
    }
}
