package io.jenkins.plugins.taskhub.kubernetes;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.DeleteDelta;
import com.github.difflib.patch.InsertDelta;
import com.github.difflib.patch.Patch;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What a deployment would change, object by object, in the order of the new manifest, what goes away last. Values of
 * Secrets are never in it.
 *
 * @param changes the objects that differ; equal ones are left out
 */
public record ManifestDiff(List<Change> changes) implements Serializable {
    /** Where two versions of an object differ in more lines than this, they are shown as replaced. */
    private static final int MAX_COMPARED = 6_000;
    private static final int FEW = 20;
    private static final int CONTEXT = 3;

    /** What happens to an object. */
    public enum Action { ADDED, REMOVED, CHANGED }

    /**
     * An object that differs.
     *
     * @param action    what happens to it
     * @param object    {@code Deployment/task-service}
     * @param namespace as the manifest names it; empty where it is the release's
     * @param hook      whether it is a hook of the chart
     * @param what      in a few words: {@code image 0.1.1 → 0.1.2 (1 line changes)}
     * @param lines     a unified diff of the normalised YAML: lines that begin with a blank, +, - or @@
     */
    public record Change(Action action, String object, String namespace, boolean hook, String what, List<String> lines)
            implements Serializable {
        /** Copies the list. */
        public Change {
            lines = List.copyOf(lines);
        }

        /** {@code Deployment/task-service: image 0.1.1 → 0.1.2 (1 line changes)}. */
        public String summary() {
            return object + (namespace.isEmpty() ? "" : " in " + namespace) + (hook ? " (hook)" : "") + ": " + what;
        }
    }

    /** Copies the list. */
    public ManifestDiff {
        changes = List.copyOf(changes);
    }

    /**
     * Compares two rendered releases.
     *
     * @param before the manifest that is deployed; empty for a first installation
     * @param after  the manifest that would be
     */
    public static ManifestDiff between(Rendered before, Rendered after) {
        var changes = compare(before.manifest(), after.manifest(), false);
        changes.addAll(compare(before.hooks(), after.hooks(), true));
        return new ManifestDiff(changes);
    }

    /**
     * A rendered release.
     *
     * @param manifest documents of YAML, hooks apart
     * @param hooks    documents of YAML; see {@link Release#hookManifests()}
     */
    public record Rendered(String manifest, String hooks) {
        /** Nothing: what is there before a first installation. */
        public static final Rendered NOTHING = new Rendered("", "");

        /** The manifests of a release. */
        public static Rendered of(Release release) {
            return new Rendered(release.manifest(), release.hookManifests());
        }
    }

    /** Whether nothing differs. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** Whether this workload differs, so that its rollout is to be awaited. */
    public boolean touches(Workload workload) {
        return changes.stream().anyMatch(c -> !c.hook() && c.object().equals(workload.toString())
                && (c.namespace().isEmpty() || c.namespace().equals(workload.namespace())));
    }

    /** A summary line for each change, for the log: {@code max} at most, then how many more there are. */
    public List<String> summaries(int max) {
        var lines = new ArrayList<>(changes.stream().limit(max).map(Change::summary).toList());
        if (changes.size() > max) {
            lines.add("… and " + (changes.size() - max) + " more");
        }
        return lines;
    }

    /** All of it as text. */
    public String text() {
        var text = new StringBuilder();
        for (var change : changes) {
            text.append(change.summary()).append('\n');
            change.lines().forEach(line -> text.append(line).append('\n'));
            text.append('\n');
        }
        return text.toString();
    }

    /** The same with every text masked. */
    public ManifestDiff masked(UnaryOperator<String> masker) {
        return new ManifestDiff(changes.stream().map(c -> new Change(c.action(), c.object(), c.namespace(), c.hook(),
                masker.apply(c.what()), c.lines().stream().map(masker).toList())).toList());
    }

    private static List<Change> compare(String before, String after, boolean hook) {
        var old = Manifest.documents(before);
        var now = Manifest.documents(after);
        var unchanged = new HashSet<>(old);
        unchanged.retainAll(new HashSet<>(now));
        var oldObjects = byIdentity(old, unchanged);
        var changes = new ArrayList<Change>();
        for (var entry : byIdentity(now, unchanged).entrySet()) {
            var object = entry.getValue();
            var previous = oldObjects.remove(entry.getKey());
            if (previous == null) {
                changes.add(change(Action.ADDED, object, hook, "added", Map.of(), object.content()));
            } else if (!previous.content().equals(object.content())) {
                changes.add(changed(previous, object, hook));
            }
        }
        oldObjects.values().forEach(o -> changes.add(change(Action.REMOVED, o, hook, "removed", o.content(),
                Map.of())));
        return changes;
    }

    /** Documents that stand in both manifests word for word need no parsing, which keeps large releases fast. */
    private static Map<String, Manifest.Parsed> byIdentity(List<String> documents, Set<String> unchanged) {
        var objects = new LinkedHashMap<String, Manifest.Parsed>();
        var times = new HashMap<String, Integer>();
        for (var document : documents) {
            if (!unchanged.contains(document)) {
                for (var object : Manifest.objects(document)) {
                    int nth = times.merge(object.identity(), 1, Integer::sum);
                    objects.put(object.identity() + (nth == 1 ? "" : "#" + nth), object);
                }
            }
        }
        return objects;
    }

    private static Change changed(Manifest.Parsed before, Manifest.Parsed after, boolean hook) {
        var change = change(Action.CHANGED, after, hook, "", before.content(), after.content());
        long added = change.lines().stream().filter(l -> l.startsWith("+")).count();
        long removed = change.lines().stream().filter(l -> l.startsWith("-")).count();
        long count = Math.max(added, removed);
        var lines = count == 1 ? "1 line changes" : count + " lines change";
        var facts = ChangeFacts.of(before.content(), after.content());
        var what = facts.isEmpty() ? lines : facts + " (" + lines + ")";
        return new Change(Action.CHANGED, change.object(), change.namespace(), hook, what, change.lines());
    }

    private static Change change(Action action, Manifest.Parsed object, boolean hook, String what,
                                 Map<String, Object> before, Map<String, Object> after) {
        var old = Redaction.of(before, after, false);
        var now = Redaction.of(after, before, true);
        var lines = unified(before.isEmpty() ? List.of() : YamlText.lines(old),
                after.isEmpty() ? List.of() : YamlText.lines(YamlText.inOrderOf(old, now)));
        return new Change(action, object.kind() + "/" + object.name(), object.namespace(), hook, what, lines);
    }

    private static List<String> unified(List<String> before, List<String> after) {
        var patch = diff(before, after);
        var unified = UnifiedDiffUtils.generateUnifiedDiff("before", "after", before, patch, CONTEXT);
        return unified.size() <= 2 ? List.of() : removedFirst(unified.subList(2, unified.size()));
    }

    /** What goes away stands before what comes in its place. */
    private static List<String> removedFirst(List<String> unified) {
        var lines = new ArrayList<String>();
        var added = new ArrayList<String>();
        for (var line : unified) {
            if (line.startsWith("+")) {
                added.add(line);
                continue;
            }
            if (!line.startsWith("-")) {
                lines.addAll(added);
                added.clear();
            }
            lines.add(line);
        }
        lines.addAll(added);
        return lines;
    }

    private static Patch<String> diff(List<String> before, List<String> after) {
        if (before.isEmpty() || after.isEmpty() || before.size() + after.size() > MAX_COMPARED
                || haveLittleInCommon(before, after)) {
            return replaced(before, after);
        }
        return DiffUtils.diff(before, after, new MyersDiffWithLinearSpace<>(), null);
    }

    /** Texts that are all but different would take the comparison longest, and tell the reader least. */
    private static boolean haveLittleInCommon(List<String> before, List<String> after) {
        var old = new HashSet<>(before);
        long common = after.stream().filter(old::contains).count();
        return after.size() > FEW && common * FEW < after.size();
    }

    /** The middle part that differs, as a whole: linear in time where a line-by-line comparison is not. */
    private static Patch<String> replaced(List<String> before, List<String> after) {
        int head = 0;
        int least = Math.min(before.size(), after.size());
        while (head < least && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < least - head && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        var old = new Chunk<>(head, before.subList(head, before.size() - tail));
        var now = new Chunk<>(head, after.subList(head, after.size() - tail));
        var patch = new Patch<String>();
        if (old.size() + now.size() > 0) {
            patch.addDelta(delta(old, now));
        }
        return patch;
    }

    private static AbstractDelta<String> delta(Chunk<String> old, Chunk<String> now) {
        return old.size() == 0 ? new InsertDelta<>(old, now)
                : now.size() == 0 ? new DeleteDelta<>(old, now)
                : new ChangeDelta<>(old, now);
    }
}
