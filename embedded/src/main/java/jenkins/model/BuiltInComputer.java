package jenkins.model;

import hudson.FilePath;
import hudson.Functions;
import hudson.model.Computer;
import hudson.remoting.AsyncFutureImpl;
import hudson.remoting.VirtualChannel;
import hudson.slaves.NodeDescriptor;
import java.nio.charset.Charset;
import java.util.concurrent.Future;

/** The controller as a node. */
final class BuiltInComputer extends Computer {
    BuiltInComputer(Jenkins jenkins) {
        super(jenkins);
    }

    /** The kind of node that the controller is. */
    static final class Kind extends NodeDescriptor {
        static final Kind INSTANCE = new Kind();

        private Kind() {
            super(Jenkins.class);
        }
    }

    @Override
    public VirtualChannel getChannel() {
        return FilePath.localChannel;
    }

    @Override
    public String getName() {
        return "";
    }

    @Override
    public String getDisplayName() {
        return "Built-In Node";
    }

    @Override
    public String getUrl() {
        return "computer/(built-in)/";
    }

    @Override
    public Boolean isUnix() {
        return !Functions.isWindows();
    }

    @Override
    public Charset getDefaultCharset() {
        return Charset.defaultCharset();
    }

    @Override
    protected Future<?> _connect(boolean forceReconnect) {
        return new AsyncFutureImpl<>((Object) null);
    }
}
