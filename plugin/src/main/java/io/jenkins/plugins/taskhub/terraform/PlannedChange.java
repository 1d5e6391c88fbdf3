package io.jenkins.plugins.taskhub.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * One resource, or one output, of a plan.
 *
 * @param address such as {@code module.postgres.helm_release.this["a"]}
 * @param reason why, as a word of Terraform made readable; null where it says none
 * @param previousAddress where the state knew it until now; null unless it moves
 * @param imported an existing object is taken into the state
 * @param attributes what changes, without sensitive values
 */
record PlannedChange(String address, Action action, String reason, String previousAddress, boolean imported,
                     List<AttributeDiff.Row> attributes) {

    /** Reads an entry of {@code resource_changes} or {@code resource_drift}. */
    static PlannedChange of(JsonNode entry, Consumer<String> secrets) {
        String address = entry.path("address").asText("");
        String previous = entry.path("previous_address").asText("");
        if (entry.hasNonNull("deposed")) {
            address += " (deposed object)";
        }
        return read(address, previous.isEmpty() || previous.equals(address) ? null : previous,
                entry.path("action_reason").asText(""), entry.path("change"), secrets);
    }

    /** Reads an entry of {@code output_changes}. */
    static PlannedChange ofOutput(String name, JsonNode change, Consumer<String> secrets) {
        return read(name, null, "", change, secrets);
    }

    private static PlannedChange read(String address, String previous, String reason, JsonNode change,
                                      Consumer<String> secrets) {
        if (address.isEmpty() || !change.path("actions").isArray()) {
            throw new StepFailure("the plan holds a change without an address or actions, which this step does not know: "
                    + "update the plugin, or use an earlier Terraform");
        }
        var words = new ArrayList<String>();
        change.path("actions").forEach(word -> words.add(word.asText()));
        Action action = Action.of(words, address);
        var attributes = AttributeDiff.of(change, secrets);
        return new PlannedChange(address, action, reason.isEmpty() ? null : readable(reason), previous,
                change.hasNonNull("importing"), action == Action.NO_OP ? List.of() : attributes);
    }

    /** The address that guards and people go by, without what is said beside it. */
    String resource() {
        return address.replace(" (deposed object)", "");
    }

    private static String readable(String reason) {
        return reason.toLowerCase(Locale.ROOT).replaceFirst("^(replace|delete|read)_because_", "").replace('_', ' ');
    }
}
