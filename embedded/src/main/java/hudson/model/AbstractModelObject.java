package hudson.model;

import hudson.search.SearchableModelObject;

/** The root of the model's classes. */
public abstract class AbstractModelObject implements SearchableModelObject {
    @Override
    public String getSearchName() {
        return getDisplayName();
    }
}
