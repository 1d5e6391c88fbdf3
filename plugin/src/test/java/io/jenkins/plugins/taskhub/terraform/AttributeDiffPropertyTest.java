package io.jenkins.plugins.taskhub.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.Test;

public class AttributeDiffPropertyTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int PLANS = 3_000;

    private final Random random = new Random(20_261_120);
    private int canaries;

    /** A value with the marks that Terraform puts beside it. */
    private record Marked(JsonNode value, JsonNode marks) {}

    @Test
    public void neverShowsAMarkedValueWhereverItLies() {
        for (int i = 0; i < PLANS; i++) {
            var before = maybe(tree(3, false));
            var after = maybe(tree(3, false));
            var change = change(before, after);
            var learned = new ArrayList<String>();
            assertThat(AttributeDiff.of(change, learned::add).toString()).as(change.toString()).doesNotContain("canary");
        }
        assertThat(canaries).isGreaterThan(PLANS);
    }

    @Test
    public void tellsEveryMarkedTextThatIsPartOfTheResource() {
        for (int i = 0; i < PLANS; i++) {
            var after = tree(3, false);
            var change = change(new Marked(JSON.nullNode(), JSON.booleanNode(false)), after);
            change.set("after_unknown", JSON.objectNode());
            Set<String> learned = new HashSet<>();
            AttributeDiff.of(change, learned::add);
            assertThat(learned).as(change.toString()).containsAll(canariesIn(after.value()));
        }
    }

    @Test
    public void hasNoRowsForWhatIsTheSame() {
        for (int i = 0; i < PLANS; i++) {
            var same = tree(3, false);
            var change = change(same, same);
            change.set("after_unknown", JSON.objectNode());
            assertThat(AttributeDiff.of(change, secret -> { })).as(change.toString()).isEmpty();
        }
    }

    private ObjectNode change(Marked before, Marked after) {
        var change = new ObjectMapper().createObjectNode();
        change.set("before", before.value());
        change.set("after", after.value());
        change.set("before_sensitive", before.marks());
        change.set("after_sensitive", after.marks());
        change.set("after_unknown", unknown(2));
        return change;
    }

    private Marked maybe(Marked marked) {
        return random.nextInt(10) == 0 ? new Marked(JSON.nullNode(), JSON.booleanNode(false)) : marked;
    }

    /** @param hidden whether something around it is marked as a whole */
    private Marked tree(int depth, boolean hidden) {
        boolean marked = hidden || random.nextInt(6) == 0 && depth < 3;
        int kind = depth == 0 ? 2 : random.nextInt(4);
        if (kind == 0 || depth == 3) {
            var value = JSON.objectNode();
            var marks = JSON.objectNode();
            for (String name : List.of("a", "b", "c d")) {
                if (random.nextBoolean()) {
                    var child = tree(depth - 1, marked);
                    value.set(name, child.value());
                    if (!hidden && !marked) {
                        marks.set(name, child.marks());
                    }
                }
            }
            return new Marked(value, marked ? JSON.booleanNode(true) : marks);
        }
        if (kind == 1) {
            var value = JSON.arrayNode();
            var marks = JSON.arrayNode();
            for (int i = random.nextInt(3); i > 0; i--) {
                var child = tree(depth - 1, marked);
                value.add(child.value());
                marks.add(child.marks());
            }
            return new Marked(value, marked ? JSON.booleanNode(true) : marks);
        }
        if (marked) {
            canaries++;
            return new Marked(JSON.textNode("canary-" + canaries), JSON.booleanNode(true));
        }
        return new Marked(random.nextInt(3) == 0 ? JSON.nullNode() : JSON.textNode("open-" + random.nextInt(3)),
                JSON.booleanNode(false));
    }

    private JsonNode unknown(int depth) {
        if (depth == 0 || random.nextInt(5) == 0) {
            return JSON.booleanNode(random.nextBoolean());
        }
        var unknown = JSON.objectNode();
        if (random.nextBoolean()) {
            unknown.set("a", unknown(depth - 1));
        }
        return unknown;
    }

    private static List<String> canariesIn(JsonNode value) {
        var found = new ArrayList<String>();
        if (value.isTextual() && value.textValue().startsWith("canary")) {
            found.add(value.textValue());
        }
        value.forEach(child -> found.addAll(canariesIn(child)));
        return found;
    }
}
