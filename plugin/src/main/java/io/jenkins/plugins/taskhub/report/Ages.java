package io.jenkins.plugins.taskhub.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Moments and spans of time for people. */
public final class Ages {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'")
            .withZone(ZoneOffset.UTC);

    private Ages() {}

    /** {@code 2026-11-20 14:15:02 UTC}. */
    public static String at(Instant moment) {
        return TIME.format(moment);
    }

    /** {@code 3 days}, {@code 5 hours}, {@code 1 minute}; a negative span is none. */
    public static String span(Duration duration) {
        long minutes = Math.max(0, duration.toMinutes());
        if (minutes < 1) {
            return "less than a minute";
        }
        if (minutes < 120) {
            return minutes + (minutes == 1 ? " minute" : " minutes");
        }
        return minutes < 48 * 60 ? minutes / 60 + " hours" : minutes / (24 * 60) + " days";
    }

    /** {@code 48 s}, {@code 3 min 5 s}, {@code 2 h 4 min}. */
    public static String took(long seconds) {
        return seconds < 60 ? seconds + " s"
                : seconds < 3_600 ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3_600 + " h " + seconds / 60 % 60 + " min";
    }
}
