package jenkins.model;

/** An object with a name in its group. */
public interface Named {
    String getName();
}
