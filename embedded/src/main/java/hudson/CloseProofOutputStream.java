package hudson;

import hudson.util.DelegatingOutputStream;
import java.io.OutputStream;

/** An output stream that does not pass {@code close} on. */
public class CloseProofOutputStream extends DelegatingOutputStream {
    public CloseProofOutputStream(OutputStream out) {
        super(out);
    }

    @Override
    public void close() {
    }
}
