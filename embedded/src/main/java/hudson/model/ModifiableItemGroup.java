package hudson.model;

/** A group that can get new items. */
public interface ModifiableItemGroup<T extends Item> extends ItemGroup<T> {
}
