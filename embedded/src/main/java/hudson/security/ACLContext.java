package hudson.security;

import org.springframework.security.core.Authentication;

/** Ends acting as someone. */
public class ACLContext implements AutoCloseable {
    private final Authentication previous;

    ACLContext(Authentication previous) {
        this.previous = previous;
    }

    @Override
    public void close() {
        ACL.restore(previous);
    }
}
