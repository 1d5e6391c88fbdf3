package hudson.search;

/** Something that a search finds. */
public interface SearchItem {
    String getSearchName();

    String getSearchUrl();
}
