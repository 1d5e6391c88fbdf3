package hudson.model;

import hudson.Util;
import hudson.model.labels.LabelAssignmentAction;
import hudson.model.queue.CauseOfBlockage;
import hudson.model.queue.FutureImpl;
import hudson.model.queue.QueueTaskFuture;
import hudson.model.queue.ScheduleResult;
import hudson.model.queue.SubTask;
import hudson.security.ACL;
import io.jenkins.plugins.taskhub.embedded.model.ModelAccess;
import io.jenkins.plugins.taskhub.embedded.model.QueueFactory;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import jenkins.model.FullyNamedModelObject;
import jenkins.model.Jenkins;
import jenkins.model.queue.AsynchronousExecution;
import jenkins.model.queue.QueueItem;
import jenkins.util.Timer;
import org.springframework.security.core.Authentication;

/**
 * Tasks that wait for an executor. The lists are worked through when something changes: a task comes, an executor
 * gets free, a node comes or goes. Waiting tasks are not kept over a restart; Jenkins keeps them.
 */
public class Queue implements Saveable {
    private static final ReentrantLock LOCK = new ReentrantLock();

    private final Scheduler scheduler = new Scheduler(this, LOCK);

    Queue() {
    }

    static {
        QueueFactory.register(Queue::new);
    }

    public static Queue getInstance() {
        return Jenkins.get().getQueue();
    }

    public static void withLock(Runnable runnable) {
        LOCK.lock();
        try {
            runnable.run();
        } finally {
            LOCK.unlock();
        }
    }

    public static <V> V withLock(java.util.concurrent.Callable<V> callable) throws Exception {
        LOCK.lock();
        try {
            return callable.call();
        } finally {
            LOCK.unlock();
        }
    }

    public ScheduleResult schedule2(Task p, int quietPeriod, Action... actions) {
        return schedule2(p, quietPeriod, Arrays.asList(actions));
    }

    /** Schedules a task; one that waits already with the same parameters is not scheduled twice. */
    public ScheduleResult schedule2(Task p, int quietPeriod, List<Action> actions) {
        return scheduler.schedule(p, quietPeriod, actions);
    }

    @Deprecated
    public WaitingItem schedule(Task p, int quietPeriod, Action... actions) {
        return schedule2(p, quietPeriod, actions).getCreateItem();
    }

    public boolean cancel(Task p) {
        Item item = getItem(p);
        return item != null && cancel(item);
    }

    public boolean cancel(Item item) {
        return scheduler.cancel(item);
    }

    public void clear() {
        scheduler.items().forEach(this::cancel);
    }

    public Item[] getItems() {
        return scheduler.items().toArray(Item[]::new);
    }

    public boolean isEmpty() {
        return scheduler.items().isEmpty();
    }

    public List<BuildableItem> getBuildableItems() {
        return Util.filter(scheduler.items(), BuildableItem.class);
    }

    /** The item of that id, waiting or gone, or {@code null}. */
    public Item getItem(long id) {
        return scheduler.item(id);
    }

    public Item getItem(Task t) {
        return scheduler.items().stream().filter(i -> i.task.equals(t)).findFirst().orElse(null);
    }

    public List<Item> getItems(Task t) {
        return scheduler.items().stream().filter(i -> i.task.equals(t)).toList();
    }

    public boolean contains(Task t) {
        return getItem(t) != null;
    }

    public Future<?> scheduleMaintenance() {
        return Timer.get().submit(this::maintain);
    }

    /** Moves what can move. */
    public void maintain() {
        scheduler.maintain();
    }

    void started(BuildableItem item, Executable executable) {
        scheduler.started(item, executable);
    }

    /** Nothing is written here. */
    @Override
    public void save() {
    }

    /** Something that can be scheduled. */
    public interface Task extends FullyNamedModelObject, SubTask {
        default CauseOfBlockage getCauseOfBlockage() {
            return null;
        }

        String getName();

        default void checkAbortPermission() {
        }

        @Override
        String getUrl();

        default boolean isConcurrentBuild() {
            return false;
        }

        default Collection<? extends SubTask> getSubTasks() {
            return Collections.emptySet();
        }

        default Authentication getDefaultAuthentication2() {
            return ACL.SYSTEM2;
        }

        default Authentication getDefaultAuthentication2(Item item) {
            return getDefaultAuthentication2();
        }
    }

    /** A task that needs no executor of its own. */
    public interface FlyweightTask extends Task {
    }

    /** A task that is not kept over a restart. */
    public interface TransientTask extends Task {
    }

    /** A task that starts while Jenkins prepares its shutdown. */
    public interface NonBlockingTask extends Task {
    }

    /** A task at work. */
    public interface Executable extends Runnable {
        SubTask getParent();

        @Override
        void run() throws AsynchronousExecution;

        default long getEstimatedDuration() {
            return getParent().getEstimatedDuration();
        }

        default Executable getParentExecutable() {
            return null;
        }

        @Override
        String toString();
    }

    /** An action that keeps tasks apart. */
    public interface QueueAction extends Action {
        boolean shouldSchedule(List<Action> actions);
    }

    /** A task in the queue. */
    public abstract static class Item extends Actionable implements QueueItem {
        public final Task task;

        final FutureImpl future;
        private final long id;
        private final long inQueueSince;

        Item(Task task, List<? extends Action> actions, long id, FutureImpl future, long inQueueSince) {
            this.task = task;
            this.id = id;
            this.future = future;
            this.inQueueSince = inQueueSince;
            actions.forEach(this::addAction);
        }

        protected Item(Item item) {
            this(item.task, item.getActions(), item.id, item.future, item.inQueueSince);
        }

        public abstract CauseOfBlockage getCauseOfBlockage();

        public long getId() {
            return id;
        }

        public Task getTask() {
            return task;
        }

        public long getInQueueSince() {
            return inQueueSince;
        }

        public final String getWhy() {
            CauseOfBlockage blockage = getCauseOfBlockage();
            return blockage == null ? null : blockage.getShortDescription();
        }

        public boolean isBlocked() {
            return this instanceof BlockedItem;
        }

        public boolean isBuildable() {
            return this instanceof BuildableItem;
        }

        public QueueTaskFuture<Executable> getFuture() {
            return future;
        }

        public final List<Cause> getCauses() {
            CauseAction action = getAction(CauseAction.class);
            return action == null ? Collections.emptyList() : action.getCauses();
        }

        public Label getAssignedLabel() {
            for (LabelAssignmentAction action : Util.filter(getActions(), LabelAssignmentAction.class)) {
                Label label = action.getAssignedLabel(task);
                if (label != null) {
                    return label;
                }
            }
            return task.getAssignedLabel();
        }

        public Authentication authenticate2() {
            return task.getDefaultAuthentication2(this);
        }

        public String getUrl() {
            return "queue/item/" + id + "/";
        }

        @Override
        public String getSearchUrl() {
            return getUrl();
        }

        @Override
        public String toString() {
            return getClass().getName() + ":" + task + ":" + id;
        }
    }

    /** One that waits for its quiet period to pass. */
    public static final class WaitingItem extends Item implements Comparable<WaitingItem> {
        public Calendar timestamp;

        WaitingItem(Calendar timestamp, Task project, List<Action> actions, long id) {
            super(project, actions, id, new FutureImpl(project), System.currentTimeMillis());
            this.timestamp = timestamp;
        }

        @Override
        public CauseOfBlockage getCauseOfBlockage() {
            long ms = timestamp.getTimeInMillis() - System.currentTimeMillis();
            return ModelAccess.blockage(ms > 0 ? "In the quiet period. Expires in " + Util.getTimeSpanString(ms)
                    : "Finished waiting");
        }

        @Override
        public int compareTo(WaitingItem that) {
            int byTime = timestamp.compareTo(that.timestamp);
            return byTime != 0 ? byTime : Long.compare(getId(), that.getId());
        }
    }

    /** One whose quiet period has passed. */
    public abstract static class NotWaitingItem extends Item {
        public final long buildableStartMilliseconds;

        protected NotWaitingItem(WaitingItem wi) {
            super(wi);
            buildableStartMilliseconds = System.currentTimeMillis();
        }

        protected NotWaitingItem(NotWaitingItem ni) {
            super(ni);
            buildableStartMilliseconds = ni.buildableStartMilliseconds;
        }
    }

    /** One that waits for another build, say of the same job. */
    public final class BlockedItem extends NotWaitingItem {
        public BlockedItem(WaitingItem wi) {
            super(wi);
        }

        public BlockedItem(NotWaitingItem ni) {
            super(ni);
        }

        @Override
        public CauseOfBlockage getCauseOfBlockage() {
            return task.getCauseOfBlockage();
        }
    }

    /** One that waits for an executor. */
    public static final class BuildableItem extends NotWaitingItem {
        public BuildableItem(WaitingItem wi) {
            super(wi);
        }

        public BuildableItem(NotWaitingItem ni) {
            super(ni);
        }

        @Override
        public CauseOfBlockage getCauseOfBlockage() {
            return Assignment.whyNot(this, Jenkins.get());
        }

        void finished(Executable executable, Throwable error) {
            if (error != null) {
                ModelAccess.start(future).set(error);
                future.set(error);
            } else {
                future.set(executable);
            }
        }
    }

    /** One that has left the queue. */
    public static final class LeftItem extends Item {
        private final Executable executable;

        LeftItem(Item item, Executable executable) {
            super(item);
            this.executable = executable;
        }

        @Override
        public CauseOfBlockage getCauseOfBlockage() {
            return null;
        }

        /** What it became; {@code null} where it was cancelled. */
        public Executable getExecutable() {
            return executable;
        }

        public boolean isCancelled() {
            return executable == null;
        }
    }
}
