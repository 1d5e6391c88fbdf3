package io.jenkins.plugins.taskhub.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;

/** An error or a warning, as Terraform's JSON tells it. */
final class Diagnostic implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 600;

    private final boolean error;
    private final String summary;
    private final String detail;
    private final String place;
    private final String address;

    /**
     * @param summary in one line
     * @param detail may have several lines, or be empty
     * @param place {@code main.tf:12}, or empty
     * @param address of the resource, or empty
     */
    Diagnostic(boolean error, String summary, String detail, String place, String address) {
        this.error = error;
        this.summary = summary;
        this.detail = detail;
        this.place = place;
        this.address = address;
    }

    static Diagnostic of(JsonNode json) {
        JsonNode range = json.path("range");
        String place = range.path("filename").asText("");
        if (!place.isEmpty() && range.path("start").has("line")) {
            place += ":" + range.path("start").path("line").asInt();
        }
        return new Diagnostic(json.path("severity").asText("error").equals("error"),
                oneLine(json.path("summary").asText("")), json.path("detail").asText(""), place,
                json.path("address").asText(""));
    }

    boolean error() {
        return error;
    }

    String summary() {
        return summary;
    }

    String detail() {
        return detail;
    }

    /** Where, what and why, in one line. */
    String sentence() {
        String where = place.isEmpty() ? address : address.isEmpty() ? place : place + " (" + address + ")";
        String why = oneLine(firstParagraph(detail));
        String text = (where.isEmpty() ? "" : where + ": ") + summary
                + (why.isEmpty() || why.equals(summary) ? "" : summary.endsWith(".") ? " " + why : ": " + why);
        text = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    private static String firstParagraph(String text) {
        return text.strip().split("\n\\s*\n", 2)[0];
    }

    /** A text of several lines in one. */
    static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
