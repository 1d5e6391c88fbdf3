package jenkins.model;

/** An object with a path of names. */
public interface FullyNamed {
    String getFullName();
}
