package hudson.model;

/** Something attached to a build, job, queue item or node. */
public interface Action extends ModelObject {
    String getIconFileName();

    @Override
    String getDisplayName();

    String getUrlName();
}
