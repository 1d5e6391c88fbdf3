package io.jenkins.plugins.taskhub.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.taskhub.step.Ports;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the lines of {@code plan -json} and {@code apply -json} tell: how far it is, and what went wrong. Saved with the
 * engine, so that it goes on counting after a restart of the controller. It never changes: a line gives a new one.
 */
final class ApplyProgress implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_DIAGNOSTICS = 50;
    private static final int LONGEST_RAW = 500;

    private final int planned;
    private int done;
    private ArrayList<String> running = new ArrayList<>();
    private ArrayList<String> failed = new ArrayList<>();
    private ArrayList<Diagnostic> diagnostics = new ArrayList<>();
    private boolean stopping;
    private boolean ended;

    /** @param planned how many operations are to be done; 0 where they are not counted */
    ApplyProgress(int planned) {
        this.planned = planned;
    }

    private ApplyProgress(ApplyProgress before) {
        planned = before.planned;
        done = before.done;
        running = new ArrayList<>(before.running);
        failed = new ArrayList<>(before.failed);
        diagnostics = new ArrayList<>(before.diagnostics);
        stopping = before.stopping;
        ended = before.ended;
    }

    /** How many operations are done. */
    int done() {
        return done;
    }

    /** How many operations were planned. */
    int planned() {
        return planned;
    }

    /** The addresses that were begun and are not done, those that failed first. */
    List<String> notDone() {
        return Stream.concat(failed.stream(), running.stream()).distinct().toList();
    }

    /** The errors, in the order in which they came. */
    List<Diagnostic> errors() {
        return diagnostics.stream().filter(Diagnostic::error).toList();
    }

    /** The warnings, in the order in which they came. */
    List<Diagnostic> warnings() {
        return diagnostics.stream().filter(diagnostic -> !diagnostic.error()).toList();
    }

    /** It came to an end of its own and put its work in order, also where it was asked to end. */
    boolean endedInOrder() {
        return ended;
    }

    /**
     * Reads a line, and writes to the log what of it people want to know.
     *
     * @param line masked
     * @return what is known after it
     */
    ApplyProgress after(String line, Ports ports) {
        JsonNode json;
        try {
            json = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            json = null;
        }
        if (json != null && json.has("@message")) {
            return after(json, ports);
        }
        if (!line.isBlank()) {
            ports.log().detail(line.length() > LONGEST_RAW ? line.substring(0, LONGEST_RAW) + "…" : line);
        }
        return this;
    }

    private ApplyProgress after(JsonNode json, Ports ports) {
        var next = new ApplyProgress(this);
        JsonNode hook = json.path("hook");
        String address = hook.path("resource").path("addr").asText("");
        String message = Diagnostic.oneLine(json.path("@message").asText(""));
        switch (json.path("type").asText("")) {
            case "apply_start" -> {
                next.running.add(address);
                ports.log().detail(next.count() + address + ": " + hook.path("action").asText("change") + " begins");
            }
            case "apply_progress" -> ports.log().detail(next.count() + message);
            case "apply_complete" -> {
                next.done++;
                next.running.remove(address);
                ports.log().detail(next.count() + address + ": " + hook.path("action").asText("change") + " done after "
                        + hook.path("elapsed_seconds").asLong() + " s");
            }
            case "apply_errored" -> {
                next.running.remove(address);
                next.failed.add(address);
                ports.log().detail(next.count() + message);
            }
            case "provision_start", "provision_progress", "provision_errored" -> ports.log().detail(message);
            case "diagnostic" -> next.told(Diagnostic.of(json.path("diagnostic")), ports);
            case "change_summary" -> next.ended = true;
            case "log" -> {
                next.stopping = stopping || message.contains("Stopping operation");
                ports.log().detail(message);
            }
            default -> {
                return this;
            }
        }
        return next;
    }

    private void told(Diagnostic diagnostic, Ports ports) {
        ports.log().detail((diagnostic.error() ? "Error: " : "Warning: ") + diagnostic.sentence());
        ended |= stopping;
        if (diagnostics.size() < MOST_DIAGNOSTICS) {
            diagnostics.add(diagnostic);
        }
    }

    private String count() {
        return planned > 0 ? done + " of " + planned + ": " : "";
    }
}
