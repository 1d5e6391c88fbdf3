package hudson.model;

import java.io.File;

/** An object with a directory of its own. */
public interface PersistenceRoot extends Saveable {
    File getRootDir();
}
