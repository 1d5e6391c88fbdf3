package hudson.model;

import org.kohsuke.stapler.HttpResponse;

/** A refusal that a web page shows as it is. */
public class Failure extends RuntimeException implements HttpResponse {
    private static final long serialVersionUID = 1L;

    public Failure(String message) {
        super(message);
    }

    public Failure(String message, boolean pre) {
        super(message);
    }
}
