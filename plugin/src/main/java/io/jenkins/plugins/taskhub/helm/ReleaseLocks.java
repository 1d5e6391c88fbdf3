package io.jenkins.plugins.taskhub.helm;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Lets one step of this controller at a time change a release; others wait for their turn without a thread. It lives in
 * memory: after a restart, whoever had the lock takes it again before anybody else may ask.
 */
final class ReleaseLocks {
    private static final Map<String, Deque<Turn>> QUEUES = new HashMap<>();

    private ReleaseLocks() {}

    private record Turn(Object owner, String who, CompletableFuture<Void> come) {}

    /**
     * Asks for a turn.
     *
     * @param who for those who wait behind
     * @return complete when the turn has come
     */
    static CompletableFuture<Void> take(String key, Object owner, String who) {
        synchronized (QUEUES) {
            var queue = QUEUES.computeIfAbsent(key, any -> new ArrayDeque<>());
            var turn = new Turn(owner, who, new CompletableFuture<>());
            queue.addLast(turn);
            if (queue.size() == 1) {
                turn.come().complete(null);
            }
            return turn.come();
        }
    }

    /** Takes the turn again after a restart, before all others; nothing happens where the owner has it already. */
    static void takeAgain(String key, Object owner, String who) {
        synchronized (QUEUES) {
            var queue = QUEUES.computeIfAbsent(key, any -> new ArrayDeque<>());
            if (queue.isEmpty() || queue.getFirst().owner() != owner) {
                queue.addFirst(new Turn(owner, who, CompletableFuture.completedFuture(null)));
            }
        }
    }

    /** Who has the turn now; null when nobody has. */
    static String holder(String key) {
        synchronized (QUEUES) {
            var queue = QUEUES.get(key);
            return queue == null || queue.isEmpty() ? null : queue.getFirst().who();
        }
    }

    /** Gives the turn to the next, or leaves the queue. Safe to be called twice. */
    static void give(String key, Object owner) {
        CompletableFuture<Void> next = null;
        synchronized (QUEUES) {
            var queue = QUEUES.get(key);
            if (queue == null) {
                return;
            }
            queue.removeIf(turn -> turn.owner() == owner);
            if (queue.isEmpty()) {
                QUEUES.remove(key);
            } else {
                next = queue.getFirst().come();
            }
        }
        if (next != null) {
            next.complete(null);
        }
    }
}
