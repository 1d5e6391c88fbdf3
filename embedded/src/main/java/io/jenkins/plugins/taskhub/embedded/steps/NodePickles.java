package io.jenkins.plugins.taskhub.embedded.steps;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import org.jenkinsci.plugins.workflow.pickles.Pickle;
import org.jenkinsci.plugins.workflow.pickles.PickleFactory;

import hudson.Extension;
import hudson.FilePath;
import hudson.model.Computer;
import jenkins.model.Jenkins;
import jenkins.util.Timer;

/** Lets agents and their directories be found again when a build goes on after a restart. */
@Extension
public final class NodePickles extends PickleFactory {
    private static final long LOOK_MILLIS = 100;

    @Override
    public Pickle writeReplace(Object object) {
        if (object instanceof Computer computer) {
            return new ComputerPickle(computer.getName());
        } else if (object instanceof FilePath path) {
            Computer computer = path.toComputer();
            return computer == null ? null : new FilePathPickle(computer.getName(), path.getRemote());
        }
        return null;
    }

    private static Computer online(String name) {
        Computer computer = name.isEmpty() ? Jenkins.get().toComputer() : Jenkins.get().getComputer(name);
        return computer == null || computer.isOffline() ? null : computer;
    }

    /** Asks again until there is an answer: an agent may connect some time after the controller has started. */
    private static <T> ListenableFuture<T> whenThere(Supplier<T> search) {
        SettableFuture<T> found = SettableFuture.create();
        look(search, found);
        return found;
    }

    private static <T> void look(Supplier<T> search, SettableFuture<T> found) {
        T value = search.get();
        if (value != null) {
            found.set(value);
        } else {
            Timer.get().schedule(() -> look(search, found), LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private static final class ComputerPickle extends Pickle {
        private static final long serialVersionUID = 1L;
        private final String name;

        ComputerPickle(String name) {
            this.name = name;
        }

        @Override
        public ListenableFuture<?> rehydrate() {
            return whenThere(() -> online(name));
        }

        @Override
        public String toString() {
            return "the agent " + name;
        }
    }

    private static final class FilePathPickle extends Pickle {
        private static final long serialVersionUID = 1L;
        private final String node;
        private final String path;

        FilePathPickle(String node, String path) {
            this.node = node;
            this.path = path;
        }

        @Override
        public ListenableFuture<?> rehydrate() {
            return whenThere(() -> {
                Computer computer = online(node);
                return computer == null ? null : new FilePath(computer.getChannel(), path);
            });
        }

        @Override
        public String toString() {
            return "the directory " + path + " of the agent " + node;
        }
    }
}
