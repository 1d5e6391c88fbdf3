package io.jenkins.plugins.taskhub.postgres;

import java.util.List;
import java.util.Locale;

/** Numbers and spans as people read them. */
final class Texts {
    private static final List<String> UNITS = List.of("bytes", "kB", "MB", "GB", "TB");
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Texts() {}

    /** {@code 3.1 MB}, {@code 512 bytes}: powers of ten. */
    static String size(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= 1000 && unit < UNITS.size() - 1) {
            size /= 1000;
            unit++;
        }
        return unit == 0 ? bytes + (bytes == 1 ? " byte" : " bytes")
                : String.format(Locale.ROOT, "%.1f %s", size, UNITS.get(unit));
    }

    /** {@code 1,204 rows}, {@code 1 row}. */
    static String count(long number, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }

    /** {@code 3 days}, {@code 5 minutes}, {@code 20 seconds}: the largest unit alone. */
    static String age(long seconds) {
        return seconds >= 2 * DAY ? count(seconds / DAY, "day")
                : seconds >= 2 * HOUR ? count(seconds / HOUR, "hour")
                : seconds >= 2 * MINUTE ? count(seconds / MINUTE, "minute") : count(Math.max(0, seconds), "second");
    }
}
