package hudson.model;

import hudson.Util;
import hudson.model.labels.LabelAssignmentAction;
import hudson.model.queue.CauseOfBlockage;
import hudson.model.queue.FoldableAction;
import hudson.model.queue.FutureImpl;
import hudson.model.queue.QueueTaskFuture;
import hudson.model.queue.ScheduleResult;
import hudson.model.queue.SubTask;
import hudson.security.ACL;
import io.jenkins.plugins.taskhub.embedded.model.BlockageAccess;
import io.jenkins.plugins.taskhub.embedded.model.QueueAccess;
import io.jenkins.plugins.taskhub.embedded.model.QueueFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collection;
import java.util.Collections;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
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

    private final Map<Long, Item> items = new LinkedHashMap<>();
    private final Map<Long, LeftItem> left = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, LeftItem> eldest) {
            return size() > 200;
        }
    };
    private final AtomicLong ids = new AtomicLong();

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

    private static <V> V locked(Supplier<V> body) {
        LOCK.lock();
        try {
            return body.get();
        } finally {
            LOCK.unlock();
        }
    }

    public ScheduleResult schedule2(Task p, int quietPeriod, Action... actions) {
        return schedule2(p, quietPeriod, Arrays.asList(actions));
    }

    /** Schedules a task; one that waits already with the same parameters is not scheduled twice. */
    public ScheduleResult schedule2(Task p, int quietPeriod, List<Action> actions) {
        List<Action> given = actions.stream().filter(Objects::nonNull).toList();
        ScheduleResult result = locked(() -> {
            if (Jenkins.get().isTerminating()) {
                return ScheduleResult.refused();
            }
            for (Item waiting : items.values()) {
                if (waiting.task.equals(p) && isSame(waiting, given)) {
                    for (FoldableAction action : Util.filter(given, FoldableAction.class)) {
                        action.foldIntoExisting(waiting, p, given);
                    }
                    return ScheduleResult.existing(waiting);
                }
            }
            Calendar due = new GregorianCalendar();
            due.add(Calendar.SECOND, quietPeriod);
            WaitingItem added = new WaitingItem(due, p, given, ids.incrementAndGet());
            items.put(added.getId(), added);
            Timer.get().schedule(this::maintain, quietPeriod * 1000L + 10, TimeUnit.MILLISECONDS);
            return ScheduleResult.created(added);
        });
        maintain();
        return result;
    }

    private static boolean isSame(Item waiting, List<Action> actions) {
        List<Action> known = new ArrayList<>(waiting.getActions());
        return Util.filter(actions, QueueAction.class).stream().noneMatch(a -> a.shouldSchedule(known))
                && Util.filter(known, QueueAction.class).stream().noneMatch(a -> a.shouldSchedule(actions));
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
        boolean removed = locked(() -> {
            Item current = items.remove(item.getId());
            if (current != null) {
                left.put(item.getId(), new LeftItem(current, null));
            }
            return current != null;
        });
        if (removed) {
            item.future.setAsCancelled();
        }
        return removed;
    }

    public void clear() {
        List.of(getItems()).forEach(this::cancel);
    }

    public Item[] getItems() {
        return locked(() -> items.values().toArray(Item[]::new));
    }

    public boolean isEmpty() {
        return getItems().length == 0;
    }

    public List<BuildableItem> getBuildableItems() {
        return locked(() -> Util.filter(items.values(), BuildableItem.class));
    }

    public Collection<LeftItem> getLeftItems() {
        return locked(() -> List.copyOf(left.values()));
    }

    /** The item of that id, waiting or gone, or {@code null}. */
    public Item getItem(long id) {
        return locked(() -> items.containsKey(id) ? items.get(id) : left.get(id));
    }

    public Item getItem(Task t) {
        return locked(() -> items.values().stream().filter(i -> i.task.equals(t)).findFirst().orElse(null));
    }

    public List<Item> getItems(Task t) {
        return locked(() -> items.values().stream().filter(i -> i.task.equals(t)).toList());
    }

    public boolean contains(Task t) {
        return getItem(t) != null;
    }

    public Future<?> scheduleMaintenance() {
        return Timer.get().submit(this::maintain);
    }

    /** Moves what can move. */
    public void maintain() {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        if (jenkins == null || jenkins.isTerminating()) {
            return;
        }
        withLock(() -> {
            for (Item item : List.copyOf(items.values())) {
                if (item instanceof WaitingItem waiting && !waiting.timestamp.after(new GregorianCalendar())) {
                    items.put(item.getId(), waiting.task.getCauseOfBlockage() == null
                            ? new BuildableItem(waiting) : new BlockedItem(waiting));
                } else if (item instanceof BlockedItem blocked && blocked.task.getCauseOfBlockage() == null) {
                    items.put(item.getId(), new BuildableItem(blocked));
                }
            }
            for (BuildableItem item : getBuildableItems()) {
                CauseOfBlockage blockage = item.task.getCauseOfBlockage();
                if (blockage != null) {
                    items.put(item.getId(), new BlockedItem(item));
                    continue;
                }
                Executor executor = Assignment.executorFor(item, jenkins);
                if (executor != null) {
                    items.remove(item.getId());
                    executor.take(item);
                }
            }
        });
    }

    void started(BuildableItem item, Executable executable) {
        withLock(() -> {
            left.put(item.getId(), new LeftItem(item, executable));
        });
        QueueAccess.start(item.future).set(executable);
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
            return BlockageAccess.text(ms > 0 ? "In the quiet period. Expires in " + Util.getTimeSpanString(ms)
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
                QueueAccess.start(future).set(error);
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
