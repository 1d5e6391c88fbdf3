package hudson.model;

/** Something that is done. */
public interface ResourceActivity extends ModelObject {
}
