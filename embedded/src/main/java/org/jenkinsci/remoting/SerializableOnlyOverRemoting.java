package org.jenkinsci.remoting;

import hudson.remoting.Channel;
import java.io.NotSerializableException;
import java.io.Serializable;

/** Serialisable on its way to an agent, never into a file. */
public interface SerializableOnlyOverRemoting extends Serializable {
    default Channel getChannelForSerialization() throws NotSerializableException {
        Channel channel = Channel.current();
        if (channel == null) {
            throw new NotSerializableException("The calling thread " + Thread.currentThread()
                    + " has no associated channel. The current object " + this
                    + " is SerializableOnlyOverRemoting, but it is likely being serialized/deserialized without"
                    + " the channel");
        }
        return channel;
    }
}
