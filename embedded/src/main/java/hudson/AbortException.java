package hudson;

import java.io.IOException;

/** A failure that the user can mend: its message is logged without a stack trace. */
public class AbortException extends IOException {
    private static final long serialVersionUID = 1L;

    public AbortException() {
    }

    public AbortException(String message) {
        super(message);
    }
}
