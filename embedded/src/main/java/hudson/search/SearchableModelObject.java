package hudson.search;

import hudson.model.ModelObject;

/** A model object that a search finds. */
public interface SearchableModelObject extends ModelObject, SearchItem {
}
