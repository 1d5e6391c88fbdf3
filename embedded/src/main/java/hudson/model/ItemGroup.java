package hudson.model;

import java.io.File;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import jenkins.model.FullyNamed;
import jenkins.model.FullyNamedModelObject;
import org.springframework.security.access.AccessDeniedException;

/** Something that holds items: the controller, or a folder. */
public interface ItemGroup<T extends Item> extends FullyNamed, FullyNamedModelObject, PersistenceRoot {
    Collection<T> getItems();

    String getUrl();

    String getUrlChildPrefix();

    T getItem(String name) throws AccessDeniedException;

    File getRootDirFor(T child);

    default void onRenamed(T item, String oldName, String newName) throws IOException {
    }

    void onDeleted(T item) throws IOException;

    default <I extends Item> List<I> getAllItems(Class<I> type) {
        return Items.getAllItems(this, type);
    }

    default List<Item> getAllItems() {
        return getAllItems(Item.class);
    }

    default <I extends Item> Iterable<I> allItems(Class<I> type) {
        return getAllItems(type);
    }
}
