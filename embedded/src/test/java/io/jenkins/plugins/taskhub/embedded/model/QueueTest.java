package io.jenkins.plugins.taskhub.embedded.model;

import hudson.model.Computer;
import hudson.model.Executor;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.ParametersAction;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.StringParameterValue;
import hudson.model.queue.QueueTaskFuture;
import hudson.model.queue.SubTask;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import jenkins.model.CauseOfInterruption;
import jenkins.model.InterruptedBuildAction;
import jenkins.model.queue.AsynchronousExecution;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The queue: who waits for what, and who holds an executor. */
public class QueueTest {
    @Rule
    public JenkinsRule r = new JenkinsRule();

    /** A task that needs an executor of a label and holds it until it is let go. */
    private static final class Holder implements Queue.Task, Queue.Executable {
        private final String label;
        private final CountDownLatch started = new CountDownLatch(1);
        private final CountDownLatch release = new CountDownLatch(1);
        private final AsynchronousExecution asynchronous;
        private volatile Node ranOn;

        Holder(String label) {
            this(label, null);
        }

        Holder(String label, AsynchronousExecution asynchronous) {
            this.label = label;
            this.asynchronous = asynchronous;
        }

        @Override
        public Label getAssignedLabel() {
            return Label.get(label);
        }

        @Override
        public Queue.Executable createExecutable() {
            return this;
        }

        @Override
        public long getEstimatedDuration() {
            return -1;
        }

        @Override
        public SubTask getParent() {
            return this;
        }

        @Override
        public void run() {
            ranOn = Computer.currentComputer().getNode();
            started.countDown();
            if (asynchronous != null) {
                throw asynchronous;
            }
            try {
                release.await();
            } catch (InterruptedException x) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public String getName() {
            return "holder";
        }

        @Override
        public String getDisplayName() {
            return "holder of " + label;
        }

        @Override
        public String getUrl() {
            return "";
        }
    }

    /** An execution without a thread. */
    private static final class Pending extends AsynchronousExecution {
        private static final long serialVersionUID = 1L;
        private volatile boolean interrupted;

        @Override
        public void interrupt(boolean forShutdown) {
            interrupted = true;
            completed(null);
        }

        @Override
        public boolean blocksRestart() {
            return false;
        }

        @Override
        public boolean displayCell() {
            return true;
        }
    }

    private Queue.Item schedule(Queue.Task task) {
        return r.jenkins.getQueue().schedule2(task, 0).getItem();
    }

    @Test
    public void aLabelThatNobodyHasIsWaitedForAndSaidSo() throws Exception {
        Holder holder = new Holder("deploy");
        Queue.Item item = schedule(holder);
        assertThat(r.jenkins.getQueue().getItem(item.getId()).getWhy())
                .isEqualTo("There are no nodes with the label ‘deploy’");

        Node agent = r.createSlave("deploy linux", null);
        holder.release.countDown();
        item.getFuture().get(5, TimeUnit.SECONDS);
        assertThat(holder.ranOn).isEqualTo(agent);
    }

    @Test
    public void executorsAreLimitedAndTheNextTaskStartsWhenOneIsFree() throws Exception {
        r.jenkins.setNumExecutors(1);
        Holder first = new Holder(null);
        Holder second = new Holder(null);
        Queue.Item firstItem = schedule(first);
        assertThat(first.started.await(5, TimeUnit.SECONDS)).isTrue();
        Queue.Item secondItem = schedule(second);
        assertThat(r.jenkins.toComputer().countBusy()).isEqualTo(1);
        assertThat(r.jenkins.getQueue().getItem(secondItem.getId()).getWhy())
                .isEqualTo("Waiting for next available executor on ‘Built-In Node’");

        first.release.countDown();
        firstItem.getFuture().get(5, TimeUnit.SECONDS);
        assertThat(second.started.await(5, TimeUnit.SECONDS)).isTrue();
        second.release.countDown();
        secondItem.getFuture().get(5, TimeUnit.SECONDS);
        assertThat(r.jenkins.toComputer().countBusy()).isZero();
    }

    @Test
    public void anAsynchronousExecutionHoldsItsExecutorWithoutAThread() throws Exception {
        Pending pending = new Pending();
        Holder holder = new Holder(null, pending);
        Queue.Item item = schedule(holder);
        Executor executor = (Executor) waitFor(() -> Executor.of(holder) != null
                && Executor.of(holder).getAsynchronousExecution() == pending ? Executor.of(holder) : null);
        executor.join(5000);
        assertThat(executor.isAlive()).isFalse();
        assertThat(r.jenkins.toComputer().countBusy()).isEqualTo(1);

        executor.interrupt(Result.ABORTED);
        item.getFuture().get(5, TimeUnit.SECONDS);
        assertThat(pending.interrupted).isTrue();
        assertThat(r.jenkins.toComputer().countBusy()).isZero();
    }

    @Test
    public void flyweightTasksHoldNoExecutor() throws Exception {
        r.jenkins.setNumExecutors(0);
        AtomicInteger busy = new AtomicInteger(-1);
        SampleJob.body = run -> busy.set(r.jenkins.toComputer().countBusy());
        r.buildAndAssertSuccess(r.createProject(SampleJob.class, "light"));
        assertThat(busy).hasValue(0);
    }

    @Test
    public void theSameJobIsQueuedOnceUnlessItsParametersDiffer() {
        Holder task = new Holder("nobody");
        Queue queue = r.jenkins.getQueue();
        assertThat(queue.schedule2(task, 0).isCreated()).isTrue();
        assertThat(queue.schedule2(task, 0).isCreated()).isFalse();
        ParametersAction other = new ParametersAction(new StringParameterValue("TAG", "2"));
        assertThat(queue.schedule2(task, 0, other).isCreated()).isTrue();
        assertThat(queue.schedule2(task, 0, other).isCreated()).isFalse();
        assertThat(queue.getItems()).hasSize(2);
    }

    @Test
    public void aCancelledItemTellsWhoWaitsForIt() {
        Queue.Item item = schedule(new Holder("nobody"));
        assertThat(r.jenkins.getQueue().cancel(item)).isTrue();
        assertThat(item.getFuture()).isCancelled();
        assertThat(((Queue.LeftItem) r.jenkins.getQueue().getItem(item.getId())).isCancelled()).isTrue();
    }

    @Test
    public void anInterruptedBuildTellsWhoInterruptedIt() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        SampleJob.body = run -> {
            started.countDown();
            new CountDownLatch(1).await();
        };
        QueueTaskFuture<SampleRun> future = r.createProject(SampleJob.class, "long").scheduleBuild2(0);
        SampleRun run = future.waitForStart();
        started.await();
        run.getExecutor().interrupt(Result.ABORTED, new CauseOfInterruption.UserInterruption("alice"));
        r.assertBuildStatus(Result.ABORTED, future);
        r.assertLogContains("Aborted by alice", run);
        assertThat(run.getAction(InterruptedBuildAction.class).getCauses()).hasSize(1);
    }

    @Test
    public void labelExpressionsChooseNodes() throws Exception {
        Node agent = r.createSlave("a", "linux helm", null);
        assertThat(r.jenkins.getLabel("linux && !gpu").contains(agent)).isTrue();
        assertThat(r.jenkins.getLabel("(windows || helm) && a").contains(agent)).isTrue();
        assertThat(r.jenkins.getLabel("linux && gpu").contains(agent)).isFalse();
        assertThat(r.jenkins.getLabel("built-in").getNodes()).containsExactly(r.jenkins);
        assertThatThrownBy(() -> r.jenkins.getLabel("a &&")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unexpected end");
    }

    private static Object waitFor(Supplier<?> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (wanted.get() == null && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        return wanted.get();
    }
}
