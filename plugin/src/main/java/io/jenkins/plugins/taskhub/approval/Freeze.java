package io.jenkins.plugins.taskhub.approval;

import io.jenkins.plugins.taskhub.step.StepFailure;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times in which nothing is deployed, one a line: {@code 2026-12-20 .. 2027-01-02 Christmas}. A day counts whole; a
 * moment is written {@code 2026-11-27T18:00}. A line may name a time zone after its range, in brackets: {@code
 * 2026-11-27T18:00 .. 2026-11-30T08:00 [Europe/Paris] Black Friday}. What follows is the reason; {@code #} begins a
 * comment.
 */
final class Freeze {

    private static final String MOMENT = "(\\d{4}-\\d{2}-\\d{2})(T\\d{2}:\\d{2})?";
    private static final Pattern LINE =
            Pattern.compile(MOMENT + "(?:\\s*\\.\\.\\s*" + MOMENT + ")?(?:\\s*\\[([^\\]]*)])?(?:\\s+(.*))?");
    private static final Pattern TEXT = Pattern.compile("(?s)\\s*(#|\\d{4}-\\d{2}-\\d{2}\\b.*).*|.*\\n.*");

    private record Range(Instant from, Instant until, String shown) {}

    private final List<Range> ranges;

    private Freeze(List<Range> ranges) {
        this.ranges = ranges;
    }

    /** Whether the parameter holds the ranges themselves and not the name of a file. */
    static boolean isText(String parameter) {
        return TEXT.matcher(parameter).matches();
    }

    /**
     * Reads the ranges.
     *
     * @param zone for lines that name none
     * @throws StepFailure naming the line that cannot be read: a freeze that is not understood lets nothing pass
     */
    static Freeze parse(String text, ZoneId zone) {
        List<Range> ranges = new ArrayList<>();
        String[] lines = text.split("\\R");
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].replaceFirst("(^|\\s)#.*", "").strip();
            if (!line.isEmpty()) {
                ranges.add(range(line, i + 1, zone));
            }
        }
        return new Freeze(ranges);
    }

    /** The range that holds the moment, with its reason, as the file writes it. */
    Optional<String> at(Instant now) {
        return ranges.stream().filter(range -> !now.isBefore(range.from()) && now.isBefore(range.until()))
                .map(Range::shown).findFirst();
    }

    private static Range range(String line, int number, ZoneId usual) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw refused(line, number, "is no range");
        }
        try {
            ZoneId zone = matcher.group(5) == null ? usual : ZoneId.of(matcher.group(5));
            String lastDay = matcher.group(3) == null ? matcher.group(1) : matcher.group(3);
            String lastTime = matcher.group(3) == null ? matcher.group(2) : matcher.group(4);
            Instant from = moment(matcher.group(1), matcher.group(2), false, zone);
            Instant until = moment(lastDay, lastTime, true, zone);
            if (!from.isBefore(until)) {
                throw refused(line, number, "ends before it begins");
            }
            return new Range(from, until, line);
        } catch (DateTimeException e) {
            throw refused(line, number, "holds a date or a time zone that is none");
        }
    }

    /** The end of a range without a time is the end of that day. */
    private static Instant moment(String day, String time, boolean end, ZoneId zone) {
        if (time != null) {
            return LocalDateTime.parse(day + time).atZone(zone).toInstant();
        }
        return LocalDate.parse(day).plusDays(end ? 1 : 0).atStartOfDay(zone).toInstant();
    }

    private static StepFailure refused(String line, int number, String why) {
        return new StepFailure("freeze: line " + number + " '" + line + "' " + why
                + ". Write '2026-12-20 .. 2027-01-02 reason' or '2026-11-27T18:00 .. 2026-11-30T08:00 [Europe/Paris]"
                + " reason'; # begins a comment.");
    }
}
