package io.jenkins.plugins.taskhub.embedded.model;

import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.queue.CauseOfBlockage;
import hudson.model.queue.FutureImpl;
import hudson.remoting.AsyncFutureImpl;
import hudson.remoting.Channel;
import hudson.security.ACL;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.security.core.Authentication;

/**
 * The way into Jenkins' classes from our own packages, and from one of theirs to another, where what is wanted is not
 * public in Jenkins: each class gives it when it is loaded.
 */
public final class ModelAccess {
    private static volatile Supplier<Authentication> current;
    private static volatile Function<String, CauseOfBlockage> blockages;
    private static volatile Function<String, Channel> channels;
    private static volatile Function<Class<?>, PermissionGroup> groups;
    private static volatile BiConsumer<Computer, Node> nodes;
    private static volatile Function<FutureImpl, AsyncFutureImpl<Queue.Executable>> starts;

    private ModelAccess() {
    }

    /** Called by {@link ACL}. */
    public static void giveCurrent(Supplier<Authentication> supplier) {
        current = supplier;
    }

    /** Called by {@link CauseOfBlockage}. */
    public static void giveBlockages(Function<String, CauseOfBlockage> factory) {
        blockages = factory;
    }

    /** Called by {@link Channel}. */
    public static void giveChannels(Function<String, Channel> factory) {
        channels = factory;
    }

    /** Called by {@link PermissionGroup}. */
    public static void giveGroups(Function<Class<?>, PermissionGroup> factory) {
        groups = factory;
    }

    /** Called by {@link Computer}. */
    public static void giveNodes(BiConsumer<Computer, Node> setter) {
        nodes = setter;
    }

    /** Called by {@link FutureImpl}. */
    public static void giveStarts(Function<FutureImpl, AsyncFutureImpl<Queue.Executable>> getter) {
        starts = getter;
    }

    /** Who acts in this thread. */
    public static Authentication current() {
        load(ACL.class);
        return current.get();
    }

    /** A cause of blockage with a plain text; in Jenkins they are translated. */
    public static CauseOfBlockage blockage(String message) {
        load(CauseOfBlockage.class);
        return blockages.apply(message);
    }

    /** A channel to an agent of this process. */
    public static Channel channel(String name) {
        load(Channel.class);
        return channels.apply(name);
    }

    /** A group of permissions; in Jenkins it carries a title that is translated. */
    public static PermissionGroup group(Class<?> owner) {
        load(PermissionGroup.class);
        return groups.apply(owner);
    }

    /** A permission of such a group. */
    @SuppressWarnings("deprecation")
    public static Permission permission(PermissionGroup group, String name, Permission impliedBy) {
        return new Permission(group, name, impliedBy);
    }

    /** Tells a computer that its node has changed. */
    public static void setNode(Computer computer, Node node) {
        nodes.accept(computer, node);
    }

    /** The start of a queue item, which its executor tells. */
    public static AsyncFutureImpl<Queue.Executable> start(FutureImpl future) {
        return starts.apply(future);
    }

    /** Has a class of Jenkins give what it gives. */
    static void load(Class<?> type) {
        try {
            MethodHandles.lookup().ensureInitialized(type);
        } catch (IllegalAccessException x) {
            throw new IllegalStateException(x);
        }
    }

    /** A factory of daemon threads, named and numbered. */
    public static ThreadFactory daemons(String name) {
        AtomicInteger number = new AtomicInteger();
        return body -> {
            Thread thread = new Thread(body, name + " #" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Throws anything where only {@code T} may be thrown. */
    @SuppressWarnings("unchecked")
    public static <T extends Throwable> T sneaky(Throwable x) throws T {
        throw (T) x;
    }
}
