package io.jenkins.plugins.taskhub.approval;

import io.jenkins.plugins.taskhub.step.StepFailure;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * When deployments are allowed: {@code Mon-Fri 08:00-18:00 Europe/Paris}, several divided by commas. A part without a
 * time zone takes that of the next part that has one, else of the one before. The hours are those of the wall clock
 * there, so they move with daylight saving time; hours that end before they begin go on past midnight.
 */
final class DeploymentWindow {

    private static final String FORM = "Write it as 'Mon-Fri 08:00-18:00 Europe/Paris', several divided by commas.";
    private static final String TIME = "(\\d{1,2}:\\d{2})";
    private static final Pattern PART = Pattern.compile(
            "([A-Za-z]+)(?:\\s*-\\s*([A-Za-z]+))?\\s+" + TIME + "\\s*-\\s*" + TIME + "(?:\\s+(\\S+))?");
    private static final DateTimeFormatter OPENING =
            DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ENGLISH);
    private static final int DAYS_AHEAD = 8;

    private record Part(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {

        boolean isOpen(Instant now) {
            ZonedDateTime there = now.atZone(zone);
            return isOpen(there, there.toLocalDate()) || isOpen(there, there.toLocalDate().minusDays(1));
        }

        /** Whether the hours that begin on that day hold the moment. */
        private boolean isOpen(ZonedDateTime there, LocalDate day) {
            if (!days.contains(day.getDayOfWeek())) {
                return false;
            }
            boolean sameDay = there.toLocalDate().equals(day);
            LocalTime time = there.toLocalTime();
            if (endsNextDay()) {
                return sameDay ? !time.isBefore(from) : time.isBefore(to);
            }
            return sameDay && !time.isBefore(from) && time.isBefore(to);
        }

        private boolean endsNextDay() {
            return !to.isAfter(from);
        }

        Stream<ZonedDateTime> openings(Instant now) {
            LocalDate today = now.atZone(zone).toLocalDate();
            return today.datesUntil(today.plusDays(DAYS_AHEAD))
                    .filter(day -> days.contains(day.getDayOfWeek()))
                    .map(day -> ZonedDateTime.of(day, from, zone))
                    .filter(opening -> opening.toInstant().isAfter(now));
        }
    }

    private final String text;
    private final List<Part> parts;

    private DeploymentWindow(String text, List<Part> parts) {
        this.text = text;
        this.parts = parts;
    }

    /**
     * Reads a window; null or blank means always.
     *
     * @throws StepFailure naming the part that cannot be read
     */
    static Optional<DeploymentWindow> parse(String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        String[] texts = text.split(",", -1);
        List<Matcher> matchers = new ArrayList<>();
        for (String part : texts) {
            Matcher matcher = PART.matcher(part.strip());
            if (!matcher.matches()) {
                throw refused(part.strip(), "is no window");
            }
            matchers.add(matcher);
        }
        List<Part> parts = new ArrayList<>();
        ZoneId zone = matchers.stream().map(matcher -> matcher.group(5)).filter(Objects::nonNull)
                .reduce((a, b) -> b)
                .map(DeploymentWindow::zone)
                .orElseThrow(() -> refused(text.strip(), "names no time zone"));
        for (int i = matchers.size() - 1; i >= 0; i--) {
            Matcher matcher = matchers.get(i);
            zone = matcher.group(5) == null ? zone : zone(matcher.group(5));
            parts.add(0, new Part(days(matcher.group(1), matcher.group(2)), time(matcher.group(3)),
                    time(matcher.group(4)), zone));
        }
        return Optional.of(new DeploymentWindow(text.strip(), parts));
    }

    /** Whether deployments are allowed at that moment; the end of the hours no longer belongs to them. */
    boolean isOpen(Instant now) {
        return parts.stream().anyMatch(part -> part.isOpen(now));
    }

    /** When it opens next, as {@code Mon 2026-11-23 08:00 Europe/Paris}. */
    String nextOpening(Instant now) {
        return parts.stream().flatMap(part -> part.openings(now)).min(ZonedDateTime::compareTo)
                .map(opening -> opening.format(OPENING) + " " + opening.getZone())
                .orElseThrow(() -> new IllegalStateException("A window opens every week: " + text));
    }

    /** The time zone of its first part. */
    ZoneId zone() {
        return parts.get(0).zone();
    }

    @Override
    public String toString() {
        return text;
    }

    private static Set<DayOfWeek> days(String first, String last) {
        DayOfWeek day = day(first);
        DayOfWeek end = last == null ? day : day(last);
        Set<DayOfWeek> days = EnumSet.of(day);
        while (day != end) {
            day = day.plus(1);
            days.add(day);
        }
        return days;
    }

    private static DayOfWeek day(String name) {
        return Stream.of(DayOfWeek.values())
                .filter(day -> name.equalsIgnoreCase(day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH))
                        || name.equalsIgnoreCase(day.name()))
                .findFirst()
                .orElseThrow(() -> refused(name, "is no day of the week (Mon, Tue, Wed, Thu, Fri, Sat, Sun)"));
    }

    private static LocalTime time(String text) {
        if (text.equals("24:00")) {
            return LocalTime.MIDNIGHT;
        }
        try {
            return LocalTime.parse(text.length() == 4 ? "0" + text : text);
        } catch (DateTimeException e) {
            throw refused(text, "is no time of the day (00:00 to 24:00)");
        }
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw refused(name, "is no time zone (such as Europe/Paris or UTC)");
        }
    }

    private static StepFailure refused(String part, String why) {
        return new StepFailure("window: '" + part + "' " + why + ". " + FORM);
    }
}
