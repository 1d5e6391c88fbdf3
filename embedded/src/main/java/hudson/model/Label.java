package hudson.model;

import hudson.Util;
import hudson.model.labels.LabelAtom;
import hudson.util.VariableResolver;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import jenkins.model.Jenkins;

/** An expression over the labels of nodes. */
public abstract class Label extends Actionable implements Comparable<Label> {
    protected final transient String name;

    protected Label(String name) {
        this.name = name;
    }

    public abstract String getExpression();

    public abstract boolean matches(VariableResolver<Boolean> resolver);

    public final boolean matches(Node n) {
        Set<LabelAtom> atoms = n.getAssignedLabels();
        return matches((VariableResolver<Boolean>) atom -> atoms.contains(LabelAtom.get(atom)));
    }

    public final boolean matches(Collection<LabelAtom> labels) {
        return matches((VariableResolver<Boolean>) atom -> labels.contains(LabelAtom.get(atom)));
    }

    public boolean contains(Node node) {
        return matches(node);
    }

    public final String getName() {
        return getDisplayName();
    }

    @Override
    public String getDisplayName() {
        return name;
    }

    public Set<Node> getNodes() {
        Jenkins jenkins = Jenkins.get();
        Set<Node> nodes = new LinkedHashSet<>();
        if (matches(jenkins)) {
            nodes.add(jenkins);
        }
        jenkins.getNodes().stream().filter(this::matches).forEach(nodes::add);
        return Collections.unmodifiableSet(nodes);
    }

    /** Whether there is no node of this label. */
    public boolean isEmpty() {
        return getNodes().isEmpty();
    }

    /** Whether every node of this label is offline. */
    public boolean isOffline() {
        return getNodes().stream().map(Node::toComputer).allMatch(c -> c == null || c.isOffline());
    }

    public boolean isAtom() {
        return false;
    }

    public boolean isSelfLabel() {
        Set<Node> nodes = getNodes();
        return nodes.size() == 1 && nodes.iterator().next().getSelfLabel().equals(this);
    }

    public String getUrl() {
        return "label/" + Util.rawEncode(name) + "/";
    }

    @Override
    public String getSearchUrl() {
        return getUrl();
    }

    public static Label get(String l) {
        return Jenkins.get().getLabel(l);
    }

    public static Set<LabelAtom> parse(String labels) {
        Set<LabelAtom> atoms = new LinkedHashSet<>();
        for (String atom : Util.tokenize(Util.fixNull(labels))) {
            atoms.add(new LabelAtom(atom));
        }
        return atoms;
    }

    /** Parses names joined by {@code &&}, {@code ||}, {@code !} and parentheses. */
    public static Label parseExpression(String labelExpression) {
        return new LabelParser(labelExpression).parse();
    }

    @Override
    public final boolean equals(Object that) {
        return that instanceof Label other && name.equals(other.name);
    }

    @Override
    public final int hashCode() {
        return name.hashCode();
    }

    @Override
    public final int compareTo(Label that) {
        return name.compareTo(that.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
