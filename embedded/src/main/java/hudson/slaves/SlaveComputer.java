package hudson.slaves;

import hudson.Functions;
import hudson.model.Computer;
import hudson.model.Slave;
import hudson.remoting.AsyncFutureImpl;
import hudson.remoting.Channel;
import io.jenkins.plugins.taskhub.embedded.model.ModelAccess;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.concurrent.Future;

/** The state of an agent. */
public class SlaveComputer extends Computer {
    private volatile Channel channel;

    public SlaveComputer(Slave slave) {
        super(slave);
        channel = ModelAccess.channel(slave.getNodeName());
    }

    @Override
    public Slave getNode() {
        return (Slave) super.getNode();
    }

    @Override
    public Channel getChannel() {
        return channel;
    }

    @Override
    public Boolean isUnix() {
        return channel == null ? null : !Functions.isWindows();
    }

    @Override
    public Charset getDefaultCharset() {
        return channel == null ? null : Charset.defaultCharset();
    }

    @Override
    public Future<?> disconnect(OfflineCause cause) {
        Channel closing = channel;
        channel = null;
        super.disconnect(cause);
        if (closing != null) {
            try {
                closing.close();
            } catch (IOException x) {
                return new AsyncFutureImpl<>(x);
            }
        }
        return new AsyncFutureImpl<>((Object) null);
    }

    @Override
    protected Future<?> _connect(boolean forceReconnect) {
        if (channel == null) {
            channel = ModelAccess.channel(getName());
        }
        setTemporarilyOffline(false, null);
        return new AsyncFutureImpl<>((Object) null);
    }
}
