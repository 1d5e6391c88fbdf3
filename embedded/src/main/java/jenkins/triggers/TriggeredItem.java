package jenkins.triggers;

import hudson.model.Item;

/** An item that triggers start. Nothing is triggered by time here. */
public interface TriggeredItem extends Item {
}
