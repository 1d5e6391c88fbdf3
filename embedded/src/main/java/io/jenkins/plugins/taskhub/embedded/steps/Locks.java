package io.jenkins.plugins.taskhub.embedded.steps;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import jenkins.model.Jenkins;

/**
 * Who holds which lock, and who waits for it. The holders are saved in {@code locks.properties} of the home directory;
 * a holder whose build is over holds nothing.
 */
@Extension
public final class Locks {
    private final Map<String, Deque<Holder>> waiting = new LinkedHashMap<>();
    private Properties held;

    /** Something that waits for a lock. */
    interface Holder {
        /** The build, a space, and what tells this holder from others of the same build. */
        String token();

        /** Called once, when the lock is this holder's. */
        void acquired();
    }

    static Locks get() {
        return ExtensionList.lookupSingleton(Locks.class);
    }

    /** Gives the lock to the holder, now or later. Returns the build that has it meanwhile, or null. */
    synchronized String acquire(String resource, Holder holder) throws IOException {
        String owner = load().getProperty(resource);
        if (owner != null && isOver(owner)) {
            owner = null;
        }
        if (owner == null || owner.equals(holder.token())) {
            hand(resource, holder);
            return null;
        }
        waiting.computeIfAbsent(resource, key -> new ArrayDeque<>()).add(holder);
        return owner.substring(0, owner.lastIndexOf(' '));
    }

    /** Gives the lock back, or stops to wait for it. */
    synchronized void leave(String resource, String token) throws IOException {
        Deque<Holder> queue = waiting.getOrDefault(resource, new ArrayDeque<>());
        queue.removeIf(holder -> holder.token().equals(token));
        if (token.equals(load().getProperty(resource))) {
            Holder next = queue.poll();
            if (next != null) {
                hand(resource, next);
            } else {
                held.remove(resource);
                save();
            }
        }
    }

    private void hand(String resource, Holder holder) throws IOException {
        held.setProperty(resource, holder.token());
        save();
        holder.acquired();
    }

    private static boolean isOver(String token) {
        Run<?, ?> run = Run.fromExternalizableId(token.substring(0, token.lastIndexOf(' ')));
        return run == null || !run.isBuilding();
    }

    private Properties load() throws IOException {
        if (held == null) {
            Properties read = new Properties();
            if (Files.exists(file())) {
                try (Reader in = Files.newBufferedReader(file())) {
                    read.load(in);
                }
            }
            held = read;
        }
        return held;
    }

    private void save() throws IOException {
        try (Writer out = Files.newBufferedWriter(file())) {
            held.store(out, null);
        }
    }

    private static Path file() {
        return Jenkins.get().getRootDir().toPath().resolve("locks.properties");
    }
}
