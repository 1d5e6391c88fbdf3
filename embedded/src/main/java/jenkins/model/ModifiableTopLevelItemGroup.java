package jenkins.model;

import hudson.model.ModifiableItemGroup;
import hudson.model.TopLevelItem;
import hudson.model.TopLevelItemDescriptor;
import java.io.IOException;

/** A group that can make new items. */
public interface ModifiableTopLevelItemGroup extends ModifiableItemGroup<TopLevelItem> {
    TopLevelItem createProject(TopLevelItemDescriptor type, String name, boolean notify) throws IOException;
}
