package hudson.model;

import jakarta.servlet.ServletContext;
import java.io.File;
import java.io.IOException;
import jenkins.model.Jenkins;

/** The older name of {@link Jenkins}; ids of permissions carry it. */
public class Hudson extends Jenkins {
    public Hudson(File root, ServletContext context) throws IOException {
        super(root, context);
    }
}
