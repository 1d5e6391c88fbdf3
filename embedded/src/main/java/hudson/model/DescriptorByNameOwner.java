package hudson.model;

import jenkins.model.Jenkins;

/** An object that finds descriptors by name. */
public interface DescriptorByNameOwner extends ModelObject {
    default Descriptor getDescriptorByName(String id) {
        return Jenkins.get().getDescriptor(id);
    }
}
