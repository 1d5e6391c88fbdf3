package hudson.console;

import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.User;
import jenkins.model.Jenkins;

/** The name of an object that Jenkins' pages link. */
public class ModelHyperlinkNote extends HyperlinkNote {
    private static final long serialVersionUID = 1L;

    ModelHyperlinkNote() {
    }

    public static String encodeTo(User u) {
        return encodeTo(u, u.getDisplayName());
    }

    public static String encodeTo(User u, String text) {
        return HyperlinkNote.encodeTo("/" + u.getUrl(), text);
    }

    public static String encodeTo(Item item) {
        return encodeTo(item, item.getDisplayName());
    }

    public static String encodeTo(Item item, String text) {
        return HyperlinkNote.encodeTo("/" + item.getUrl(), text);
    }

    public static String encodeTo(Run r) {
        return HyperlinkNote.encodeTo("/" + r.getUrl(), r.getDisplayName());
    }

    public static String encodeTo(Node node) {
        Computer computer = node.toComputer();
        String name = node == Jenkins.get() ? "Jenkins" : node.getDisplayName();
        return computer == null ? name : HyperlinkNote.encodeTo("/" + computer.getUrl(), name);
    }

    public static String encodeTo(Label label) {
        return HyperlinkNote.encodeTo("/" + label.getUrl(), label.getDisplayName());
    }

    public static String encodeTo(String url, String text) {
        return HyperlinkNote.encodeTo(url, text);
    }
}
