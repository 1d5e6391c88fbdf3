package io.jenkins.plugins.taskhub.terraform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A plan as {@code show -json} prints it, read as a stream: the state and the configuration that come with it are
 * skipped, resources are read one by one. Values that are marked as sensitive are left out. Terraform does not mark them
 * everywhere (not what a resource computes from them), so they are told to be masked besides. Lives for one phase.
 */
final class Plan {
    private static final ObjectMapper JSON = new ObjectMapper(new JsonFactory());

    /**
     * A variable of the root module.
     *
     * @param sensitive marked so in the configuration
     */
    record Variable(String name, boolean sensitive) {}

    private final ArrayList<PlannedChange> changes = new ArrayList<>();
    private final ArrayList<PlannedChange> drift = new ArrayList<>();
    private final ArrayList<PlannedChange> outputs = new ArrayList<>();
    private final ArrayList<Variable> declared = new ArrayList<>();
    private final LinkedHashMap<String, String> texts = new LinkedHashMap<>();
    private final Consumer<String> secrets;
    private String format;
    private boolean errored;
    private Boolean applyable;
    private Boolean complete;
    private int deferred;

    private Plan(Consumer<String> secrets) {
        this.secrets = secrets;
    }

    /**
     * Reads a plan.
     *
     * @param secrets told every text that is marked as sensitive, to be masked from then on
     * @throws StepFailure when it is no plan, ends early, or has another format than 1.x
     */
    static Plan read(InputStream json, Consumer<String> secrets) throws IOException {
        var plan = new Plan(secrets);
        try (JsonParser parser = JSON.getFactory().createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw unreadable();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                plan.field(name, parser);
            }
            if (parser.currentToken() != JsonToken.END_OBJECT) {
                throw unreadable();
            }
        } catch (JsonProcessingException e) {
            throw unreadable();
        }
        plan.declared.stream().filter(variable -> variable.sensitive() && plan.texts.containsKey(variable.name()))
                .forEach(variable -> secrets.accept(plan.texts.get(variable.name())));
        if (plan.format == null || !plan.format.matches("1(\\.\\d+)*")) {
            throw new StepFailure("the plan has the format " + (plan.format == null ? "of something else" : plan.format)
                    + ", this step reads 1.x: update the plugin, or use an earlier Terraform");
        }
        if (plan.errored) {
            throw new StepFailure("the plan is one of a run that failed, which cannot be applied: mend the errors, then run "
                    + "the job again");
        }
        return plan;
    }

    private static StepFailure unreadable() {
        return new StepFailure("the plan cannot be read as JSON: see that terraform show -json works on the agent");
    }

    private void field(String name, JsonParser parser) throws IOException {
        switch (name) {
            case "format_version" -> format = parser.getText();
            case "errored" -> errored = parser.getBooleanValue();
            case "applyable" -> applyable = parser.getBooleanValue();
            case "complete" -> complete = parser.getBooleanValue();
            case "resource_changes" -> each(parser, entry -> changes.add(PlannedChange.of(entry, secrets)));
            case "resource_drift" -> each(parser, entry -> drift.add(PlannedChange.of(entry, secrets)));
            case "deferred_changes" -> each(parser, entry -> deferred++);
            case "output_changes" -> tree(parser).fields().forEachRemaining(entry ->
                    outputs.add(PlannedChange.ofOutput(entry.getKey(), entry.getValue(), secrets)));
            case "variables" -> tree(parser).fields().forEachRemaining(entry -> {
                if (entry.getValue().path("value").isTextual()) {
                    texts.put(entry.getKey(), entry.getValue().path("value").textValue());
                }
            });
            case "configuration" -> configuration(parser);
            default -> parser.skipChildren();
        }
    }

    private void configuration(JsonParser parser) throws IOException {
        inObject(parser, "root_module", () -> inObject(parser, "variables", () ->
                tree(parser).fields().forEachRemaining(entry -> declared.add(
                        new Variable(entry.getKey(), entry.getValue().path("sensitive").asBoolean())))));
    }

    /** Runs something on one field of the object at the parser, and skips the others. */
    private static void inObject(JsonParser parser, String wanted, Reading reading) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = parser.currentName().equals(wanted);
            parser.nextToken();
            if (found) {
                reading.read();
            } else {
                parser.skipChildren();
            }
        }
    }

    private static void each(JsonParser parser, Consumer<JsonNode> reader) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            reader.accept(tree(parser));
        }
    }

    private static JsonNode tree(JsonParser parser) throws IOException {
        return JSON.readTree(parser);
    }

    /** Resources that something happens to, in the plan's order; what is read again is not among them. */
    List<PlannedChange> changes() {
        return changes.stream().filter(change -> change.action() != Action.READ)
                .filter(change -> change.action() != Action.NO_OP || change.previousAddress() != null
                        || change.imported()).toList();
    }

    /**
     * What was changed outside of Terraform. Older providers read an empty collection back where they have written none;
     * nobody changed that.
     */
    List<PlannedChange> drift() {
        return drift.stream().filter(change -> change.action() != Action.NO_OP)
                .filter(change -> change.action() != Action.UPDATE
                        || !change.attributes().stream().allMatch(AttributeDiff.Row::emptyOnBothSides)).toList();
    }

    /** Outputs that change. */
    List<PlannedChange> outputs() {
        return outputs.stream().filter(change -> change.action() != Action.NO_OP).toList();
    }

    /** The variables that the configuration declares. */
    List<Variable> declared() {
        return declared;
    }

    /** The value that a variable has in the plan, where it is text; it may be a secret. */
    String text(String variable) {
        return texts.get(variable);
    }

    /** Something is left out: by targets, or because it cannot be planned yet. */
    boolean partial() {
        return Boolean.FALSE.equals(complete) || deferred > 0;
    }

    /**
     * Whether there is something to apply.
     *
     * @param changesByExit what the exit status of plan says, for versions whose plans do not say it
     */
    boolean applyable(boolean changesByExit) {
        return applyable == null ? changesByExit : applyable;
    }

    /** How many resources a predicate of their actions holds for. */
    int count(Predicate<Action> predicate) {
        return (int) changes.stream().filter(change -> predicate.test(change.action())).count();
    }

    /** The addresses of what would be destroyed or replaced. */
    List<String> destroyed() {
        return changes.stream().filter(change -> change.action().destroys()).map(PlannedChange::resource).distinct()
                .toList();
    }

    /** Each action with its number, in the order of their danger. */
    Map<Action, Integer> byAction() {
        var numbers = new LinkedHashMap<Action, Integer>();
        changes().forEach(change -> numbers.merge(change.action(), 1, Integer::sum));
        return numbers;
    }

    @FunctionalInterface
    private interface Reading {
        void read() throws IOException;
    }
}
