package hudson.model;

import hudson.Util;
import hudson.model.queue.FoldableAction;
import hudson.model.queue.ScheduleResult;
import io.jenkins.plugins.taskhub.embedded.model.ModelAccess;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import jenkins.model.Jenkins;
import jenkins.util.Timer;

/** What the queue does with its items. */
final class Scheduler {
    private static final int KEPT = 200;

    private final Queue queue;
    private final ReentrantLock lock;
    private final Map<Long, Queue.Item> items = new LinkedHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, Queue.LeftItem> left = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Queue.LeftItem> eldest) {
            return size() > KEPT;
        }
    };

    Scheduler(Queue queue, ReentrantLock lock) {
        this.queue = queue;
        this.lock = lock;
    }

    <V> V locked(Supplier<V> body) {
        lock.lock();
        try {
            return body.get();
        } finally {
            lock.unlock();
        }
    }

    ScheduleResult schedule(Queue.Task task, int quietPeriod, List<Action> actions) {
        List<Action> given = actions.stream().filter(Objects::nonNull).toList();
        ScheduleResult result = locked(() -> {
            if (Jenkins.get().isTerminating()) {
                return ScheduleResult.refused();
            }
            for (Queue.Item waiting : items.values()) {
                if (waiting.task.equals(task) && isSame(waiting, given)) {
                    for (FoldableAction action : Util.filter(given, FoldableAction.class)) {
                        action.foldIntoExisting(waiting, task, given);
                    }
                    return ScheduleResult.existing(waiting);
                }
            }
            Calendar due = new GregorianCalendar();
            due.add(Calendar.SECOND, quietPeriod);
            Queue.WaitingItem added = new Queue.WaitingItem(due, task, given, ids.incrementAndGet());
            items.put(added.getId(), added);
            if (quietPeriod > 0) {
                Timer.get().schedule(this::maintain, quietPeriod * 1000L + 10, TimeUnit.MILLISECONDS);
            }
            return ScheduleResult.created(added);
        });
        maintain();
        return result;
    }

    private static boolean isSame(Queue.Item waiting, List<Action> actions) {
        List<Action> known = new ArrayList<>(waiting.getActions());
        return Util.filter(actions, Queue.QueueAction.class).stream().noneMatch(a -> a.shouldSchedule(known))
                && Util.filter(known, Queue.QueueAction.class).stream().noneMatch(a -> a.shouldSchedule(actions));
    }

    boolean cancel(Queue.Item item) {
        boolean removed = locked(() -> {
            Queue.Item current = items.remove(item.getId());
            if (current != null) {
                left.put(item.getId(), new Queue.LeftItem(current, null));
            }
            return current != null;
        });
        if (removed) {
            item.future.setAsCancelled();
        }
        return removed;
    }

    List<Queue.Item> items() {
        return locked(() -> List.copyOf(items.values()));
    }

    /** The item of that id, waiting or gone, or {@code null}. */
    Queue.Item item(long id) {
        return locked(() -> items.containsKey(id) ? items.get(id) : left.get(id));
    }

    /** Moves what can move. */
    void maintain() {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        if (jenkins != null && !jenkins.isTerminating()) {
            locked(() -> {
                items().forEach(this::advance);
                Util.filter(items(), Queue.BuildableItem.class).forEach(item -> assign(item, jenkins));
                return null;
            });
        }
    }

    private void advance(Queue.Item item) {
        if (item instanceof Queue.WaitingItem waiting && !waiting.timestamp.after(new GregorianCalendar())) {
            items.put(item.getId(), waiting.task.getCauseOfBlockage() == null
                    ? new Queue.BuildableItem(waiting) : queue.new BlockedItem(waiting));
        } else if (item instanceof Queue.BlockedItem blocked && blocked.task.getCauseOfBlockage() == null) {
            items.put(item.getId(), new Queue.BuildableItem(blocked));
        }
    }

    private void assign(Queue.BuildableItem item, Jenkins jenkins) {
        if (item.task.getCauseOfBlockage() != null) {
            items.put(item.getId(), queue.new BlockedItem(item));
            return;
        }
        Executor executor = Assignment.executorFor(item, jenkins);
        if (executor != null) {
            items.remove(item.getId());
            executor.take(item);
        }
    }

    void started(Queue.BuildableItem item, Queue.Executable executable) {
        locked(() -> left.put(item.getId(), new Queue.LeftItem(item, executable)));
        ModelAccess.start(item.future).set(executable);
    }
}
