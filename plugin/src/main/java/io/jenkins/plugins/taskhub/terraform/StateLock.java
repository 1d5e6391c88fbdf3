package io.jenkins.plugins.taskhub.terraform;

import io.jenkins.plugins.taskhub.step.Names;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who holds the lock of a state, from the text in which Terraform tells it.
 *
 * @param id for {@code force-unlock}
 * @param who user and machine, such as {@code jenkins@agent-1}
 * @param operation such as {@code apply}
 * @param since when it was taken; null where it is not told
 */
record StateLock(String id, String who, String operation, Instant since) {
    private static final Pattern ID = field("ID");
    private static final Pattern WHO = field("Who");
    private static final Pattern OPERATION = field("Operation");
    private static final Pattern CREATED = field("Created");
    private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/=+-]{0,199}");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private static Pattern field(String name) {
        return Pattern.compile("(?m)^\\s*" + name + ":[ \\t]*(\\S.*?)\\s*$");
    }

    /** @param text the detail of an error about a lock */
    static Optional<StateLock> in(String text) {
        String id = value(ID, text);
        if (id == null || !text.contains("Lock Info")) {
            return Optional.empty();
        }
        String operation = value(OPERATION, text);
        return Optional.of(new StateLock(id, value(WHO, text),
                operation == null ? null : operation.replaceFirst("^OperationType", "").toLowerCase(),
                instant(value(CREATED, text))));
    }

    /**
     * Who holds it, since when, and what to do.
     *
     * @param cli names the command that takes the lock away
     */
    String sentence(TerraformCli cli, Instant now) {
        String holder = who == null ? "somebody unknown" : who;
        String held = "the state is locked by " + holder + (operation == null ? "" : " for " + operation)
                + (since == null ? "" : " since " + TIME.format(since) + age(now)) + ", lock ID " + Names.shown(id);
        String advice = ": wait until that is over and run the job again, or give a longer lockTimeout";
        return held + advice + (SAFE_ID.matcher(id).matches()
                ? ". Only when nothing of it runs any more at " + holder + ": " + cli.forceUnlock(id) : "");
    }

    private String age(Instant now) {
        var age = Duration.between(since, now);
        if (age.isNegative()) {
            return "";
        }
        long minutes = age.toMinutes();
        return " (" + (minutes < 1 ? age.toSeconds() + " s" : minutes < 120 ? minutes + " min"
                : minutes < 2_880 ? age.toHours() + " h" : age.toDays() + " days") + " ago)";
    }

    private static String value(Pattern pattern, String text) {
        var match = pattern.matcher(text);
        return match.find() ? match.group(1) : null;
    }

    /** As Go prints a time: {@code 2026-11-20 22:53:52.780761524 +0000 UTC}. */
    private static Instant instant(String text) {
        var parts = text == null ? new String[0] : text.split(" ");
        if (parts.length < 3) {
            return null;
        }
        try {
            return Instant.from(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(
                    parts[0] + "T" + parts[1] + parts[2].replaceFirst("(\\d\\d)(\\d\\d)$", "$1:$2")));
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
