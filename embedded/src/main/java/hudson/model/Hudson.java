package hudson.model;

import io.jenkins.plugins.taskhub.embedded.model.HudsonAccess;
import java.io.File;
import java.io.IOException;
import jenkins.model.Jenkins;

/** The older name of {@link Jenkins}; ids of permissions carry it. */
public class Hudson extends Jenkins {
    Hudson(File root) throws IOException {
        super(root);
    }

    static {
        HudsonAccess.register(Hudson::new);
    }
}
