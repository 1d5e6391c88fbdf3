package jenkins.model;

import hudson.model.ModelObject;

/** An object with a path of display names. */
public interface FullyNamedModelObject extends ModelObject {
    String getFullDisplayName();
}
