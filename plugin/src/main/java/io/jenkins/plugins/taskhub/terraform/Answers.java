package io.jenkins.plugins.taskhub.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.taskhub.cli.Outcome;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Reads the JSON with which Terraform answers short questions. */
final class Answers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 4_000_000;
    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)\\..*");
    private static final int OLDEST = 4;

    private Answers() {}

    /**
     * The version, from {@code version -json}; OpenTofu calls it {@code terraform_version} too.
     *
     * @return such as {@code 1.11.4}
     * @throws StepFailure when it is older than 1.4, the first that selects a workspace and makes it
     */
    static String version(String binary, Outcome outcome) throws IOException, InterruptedException {
        String version = json(outcome).path("terraform_version").asText("");
        var match = NUMBERS.matcher(version);
        if (!match.matches()) {
            throw new StepFailure(binary + " does not tell its version: see that " + binary + " version -json works on the "
                    + "agent");
        }
        if (match.group(1).equals("0") || match.group(1).equals("1") && Integer.parseInt(match.group(2)) < OLDEST) {
            throw new StepFailure(binary + " " + version + " is too old for this step: install 1." + OLDEST
                    + " or newer on the agent");
        }
        return version;
    }

    /** What {@code validate -json} has to say. */
    static List<Diagnostic> diagnostics(Outcome outcome) throws IOException, InterruptedException {
        var diagnostics = new ArrayList<Diagnostic>();
        json(outcome).path("diagnostics").forEach(each -> diagnostics.add(Diagnostic.of(each)));
        return diagnostics;
    }

    /**
     * The outputs that are not sensitive, from {@code output -json}, as texts, numbers, booleans, lists and maps.
     *
     * @param mask for texts
     */
    static LinkedHashMap<String, Object> outputs(Outcome outcome, UnaryOperator<String> mask)
            throws IOException, InterruptedException {
        var outputs = new LinkedHashMap<String, Object>();
        json(outcome).fields().forEachRemaining(entry -> {
            if (!entry.getValue().path("sensitive").asBoolean(true)) {
                outputs.put(entry.getKey(), plain(entry.getValue().path("value"), mask));
            }
        });
        return outputs;
    }

    private static Object plain(JsonNode value, UnaryOperator<String> mask) {
        if (value.isObject()) {
            var map = new LinkedHashMap<String, Object>();
            value.fields().forEachRemaining(entry -> map.put(entry.getKey(), plain(entry.getValue(), mask)));
            return map;
        }
        if (value.isArray()) {
            var list = new ArrayList<Object>();
            value.forEach(each -> list.add(plain(each, mask)));
            return list;
        }
        if (value.isNumber()) {
            return value.numberValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        return value.isNull() || value.isMissingNode() ? null : mask.apply(value.asText());
    }

    /** An answer that is no JSON is none at all: who reads it says what is missing. */
    private static JsonNode json(Outcome outcome) throws IOException, InterruptedException {
        try {
            return JSON.readTree(outcome.output(LONGEST));
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }
}
