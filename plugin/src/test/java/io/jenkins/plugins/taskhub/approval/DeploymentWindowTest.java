package io.jenkins.plugins.taskhub.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.taskhub.step.StepFailure;
import java.time.Instant;
import java.time.ZonedDateTime;
import org.junit.Test;

public class DeploymentWindowTest {

    private static boolean open(String window, String moment) {
        return DeploymentWindow.parse(window).orElseThrow().isOpen(at(moment));
    }

    private static Instant at(String moment) {
        return ZonedDateTime.parse(moment).toInstant();
    }

    @Test
    public void noWindowMeansAlways() {
        assertThat(DeploymentWindow.parse(null)).isEmpty();
        assertThat(DeploymentWindow.parse("  ")).isEmpty();
    }

    @Test
    public void theHoursBeginWithTheirFirstMomentAndEndBeforeTheirLast() {
        String window = "Mon-Fri 08:00-18:00 Europe/Paris";
        assertThat(open(window, "2026-11-20T07:59:59+01:00")).isFalse();
        assertThat(open(window, "2026-11-20T08:00:00+01:00")).isTrue();
        assertThat(open(window, "2026-11-20T17:59:59+01:00")).isTrue();
        assertThat(open(window, "2026-11-20T18:00:00+01:00")).isFalse();
        assertThat(open(window, "2026-11-21T12:00:00+01:00")).as("a Saturday").isFalse();
    }

    @Test
    public void theHoursAreThoseOfTheWallClockAcrossDaylightSaving() {
        String window = "Mon-Sun 08:00-18:00 Europe/Paris";
        assertThat(open(window, "2026-10-24T06:00:00Z")).as("summer").isTrue();
        assertThat(open(window, "2026-10-25T06:30:00Z")).as("winter, 07:30 there").isFalse();
        assertThat(open(window, "2026-10-25T16:30:00Z")).as("winter, 17:30 there").isTrue();
        assertThat(open("Sun 02:00-03:00 Europe/Paris", "2026-10-25T00:30:00Z")).as("02:30, first time").isTrue();
        assertThat(open("Sun 02:00-03:00 Europe/Paris", "2026-10-25T01:30:00Z")).as("02:30, again").isTrue();
        assertThat(DeploymentWindow.parse("Sun 02:30-04:00 Europe/Paris").orElseThrow()
                .nextOpening(at("2026-03-28T12:00:00Z"))).as("02:30 is skipped")
                .isEqualTo("Sun 2026-03-29 03:30 Europe/Paris");
    }

    @Test
    public void hoursThatEndBeforeTheyBeginGoOnPastMidnight() {
        String window = "Fri 22:00-04:00 UTC";
        assertThat(open(window, "2026-11-20T23:00:00Z")).isTrue();
        assertThat(open(window, "2026-11-21T03:59:00Z")).isTrue();
        assertThat(open(window, "2026-11-21T04:00:00Z")).isFalse();
        assertThat(open(window, "2026-11-20T03:00:00Z")).as("the night before").isFalse();
        assertThat(open("Sat 00:00-24:00 UTC", "2026-11-21T23:59:59Z")).isTrue();
        assertThat(open("Sat 00:00-24:00 UTC", "2026-11-22T00:00:00Z")).isFalse();
    }

    @Test
    public void severalPartsAreDividedByCommasAndShareTheirZone() {
        String window = "Mon-Thu 8:00-18:00, friday 08:00-12:00 Europe/Paris, Sat 10:00-11:00 UTC";
        assertThat(open(window, "2026-11-19T17:00:00+01:00")).isTrue();
        assertThat(open(window, "2026-11-20T13:00:00+01:00")).isFalse();
        assertThat(open(window, "2026-11-20T11:59:00+01:00")).isTrue();
        assertThat(open(window, "2026-11-21T10:30:00Z")).isTrue();
        assertThat(open("Fri 08:00-12:00 Europe/Paris, Sat 08:00-12:00", "2026-11-21T08:30:00+01:00")).isTrue();
    }

    @Test
    public void daysGoAroundTheEndOfTheWeek() {
        assertThat(open("Sat-Mon 00:00-24:00 UTC", "2026-11-22T12:00:00Z")).isTrue();
        assertThat(open("Sat-Mon 00:00-24:00 UTC", "2026-11-23T12:00:00Z")).isTrue();
        assertThat(open("Sat-Mon 00:00-24:00 UTC", "2026-11-24T12:00:00Z")).isFalse();
    }

    @Test
    public void saysWhenItOpensNext() {
        DeploymentWindow window = DeploymentWindow.parse("Mon-Fri 08:00-18:00 Europe/Paris").orElseThrow();
        assertThat(window.nextOpening(at("2026-11-20T19:00:00+01:00"))).isEqualTo("Mon 2026-11-23 08:00 Europe/Paris");
        assertThat(DeploymentWindow.parse("Fri 08:00-09:00 UTC").orElseThrow().nextOpening(at("2026-11-20T10:00:00Z")))
                .isEqualTo("Fri 2026-11-27 08:00 UTC");
    }

    @Test
    public void whatCannotBeReadIsRefusedWithThePartAndTheForm() {
        refused("Mon-Fri", "'Mon-Fri' is no window");
        refused("Mon-Fri 08:00-18:00 Europe/Paris,", "'' is no window");
        refused("Mon-Fry 08:00-18:00 UTC", "'Fry' is no day of the week");
        refused("Mon 08:00-25:00 UTC", "'25:00' is no time of the day");
        refused("Mon 08:00-18:00 Europe/Pariss", "'Europe/Pariss' is no time zone");
        refused("Mon 08:00-18:00", "'Mon 08:00-18:00' names no time zone");
        refused("daily from eight", "'daily from eight' is no window");
    }

    private static void refused(String window, String why) {
        assertThatThrownBy(() -> DeploymentWindow.parse(window)).isInstanceOf(StepFailure.class)
                .hasMessage("window: " + why + (why.endsWith("week") ? " (Mon, Tue, Wed, Thu, Fri, Sat, Sun)"
                        : why.endsWith("day") ? " (00:00 to 24:00)"
                        : why.endsWith("is no time zone") ? " (such as Europe/Paris or UTC)" : "")
                        + ". Write it as 'Mon-Fri 08:00-18:00 Europe/Paris', several divided by commas.");
    }
}
