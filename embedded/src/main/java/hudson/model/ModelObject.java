package hudson.model;

/** An object with a name for people. */
public interface ModelObject {
    String getDisplayName();
}
