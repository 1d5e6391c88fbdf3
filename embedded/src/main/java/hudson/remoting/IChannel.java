package hudson.remoting;

/** A channel as seen by what travels on it. */
public interface IChannel {
}
