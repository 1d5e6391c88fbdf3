package jenkins.model;

/** A group that items are moved into and out of. */
public interface DirectlyModifiableTopLevelItemGroup extends ModifiableTopLevelItemGroup {
}
