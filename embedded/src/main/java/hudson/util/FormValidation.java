package hudson.util;

import hudson.Util;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import org.kohsuke.stapler.HttpResponse;

/** The answer of a field's check. */
public abstract class FormValidation extends IOException implements HttpResponse {
    private static final long serialVersionUID = 1L;

    private static final FormValidation OK = respond(Kind.OK, "<div/>");

    public final Kind kind;

    /** How bad it is. */
    public enum Kind {
        OK, WARNING, ERROR
    }

    private FormValidation(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public abstract String renderHtml();

    public static FormValidation ok() {
        return OK;
    }

    public static FormValidation ok(String message) {
        return text(message, Kind.OK);
    }

    public static FormValidation ok(String format, Object... args) {
        return ok(String.format(format, args));
    }

    public static FormValidation warning(String message) {
        return text(message, Kind.WARNING);
    }

    public static FormValidation warning(String format, Object... args) {
        return warning(String.format(format, args));
    }

    public static FormValidation error(String message) {
        return text(message, Kind.ERROR);
    }

    public static FormValidation error(String format, Object... args) {
        return error(String.format(format, args));
    }

    public static FormValidation error(Throwable e, String message) {
        return text(message + ": " + e.getMessage(), Kind.ERROR);
    }

    public static FormValidation warning(Throwable e, String message) {
        return text(message + ": " + e.getMessage(), Kind.WARNING);
    }

    public static FormValidation okWithMarkup(String message) {
        return markup(message, message, Kind.OK);
    }

    public static FormValidation warningWithMarkup(String message) {
        return markup(message, message, Kind.WARNING);
    }

    public static FormValidation errorWithMarkup(String message) {
        return markup(message, message, Kind.ERROR);
    }

    public static FormValidation validateRequired(String value) {
        return Util.fixEmptyAndTrim(value) == null ? error("This field is required") : ok();
    }

    public static FormValidation validatePositiveInteger(String value) {
        return validateInteger(value, 1, "Not a positive number");
    }

    public static FormValidation validateNonNegativeInteger(String value) {
        return validateInteger(value, 0, "Not a non-negative number");
    }

    private static FormValidation validateInteger(String value, int least, String refusal) {
        try {
            return Integer.parseInt(value) < least ? error(refusal) : ok();
        } catch (NumberFormatException x) {
            return error("Not a number");
        }
    }

    public static FormValidation validateIntegerInRange(String value, int lower, int upper) {
        try {
            int number = Integer.parseInt(value);
            return number < lower || number > upper
                    ? error("Not a number in the range " + lower + " to " + upper) : ok();
        } catch (NumberFormatException x) {
            return error("Not an integer");
        }
    }

    /** The worst of several, with the messages of all. */
    public static FormValidation aggregate(Collection<FormValidation> validations) {
        if (validations == null || validations.isEmpty()) {
            return ok();
        }
        if (validations.size() == 1) {
            return validations.iterator().next();
        }
        Kind worst = validations.stream().map(v -> v.kind).max(Comparator.naturalOrder()).orElse(Kind.OK);
        String messages = validations.stream().map(v -> "<li>" + v.renderHtml() + "</li>")
                .collect(Collectors.joining("", "<ul style='list-style-type: none; padding-left: 0; margin: 0'>",
                        "</ul>"));
        return respond(worst, messages);
    }

    public static FormValidation respond(Kind kind, String html) {
        return markup(html, html, kind);
    }

    private static FormValidation text(String message, Kind kind) {
        return message == null ? ok() : markup(message, "<div class=" + kind.name().toLowerCase(Locale.ROOT) + ">"
                + Util.escape(message) + "</div>", kind);
    }

    private static FormValidation markup(String message, String html, Kind kind) {
        return new FormValidation(kind, message) {
            private static final long serialVersionUID = 1L;

            @Override
            public String renderHtml() {
                return html;
            }
        };
    }
}
