package io.jenkins.plugins.taskhub.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.taskhub.step.StepFailure;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.junit.Test;

public class FreezeTest {

    private static final String TEXT = """
            # times in which nothing is deployed
            2026-12-20 .. 2027-01-02  Christmas

            2026-11-27T18:00 .. 2026-11-30T08:00 [America/New_York] Black Friday # with the Americans
            2026-05-01
            """;

    private static Optional<String> at(String moment) {
        Instant now = ZonedDateTime.parse(moment).toInstant();
        return Freeze.parse(TEXT, ZoneId.of("Europe/Paris")).at(now);
    }

    @Test
    public void daysCountWholeInTheUsualZone() {
        assertThat(at("2026-12-19T23:59:59+01:00")).isEmpty();
        assertThat(at("2026-12-20T00:00:00+01:00")).contains("2026-12-20 .. 2027-01-02  Christmas");
        assertThat(at("2027-01-02T23:59:59+01:00")).isPresent();
        assertThat(at("2027-01-03T00:00:00+01:00")).isEmpty();
        assertThat(at("2026-05-01T12:00:00+02:00")).contains("2026-05-01");
    }

    @Test
    public void aLineMayNameItsOwnZone() {
        assertThat(at("2026-11-28T00:00:00+01:00")).contains(
                "2026-11-27T18:00 .. 2026-11-30T08:00 [America/New_York] Black Friday");
        assertThat(at("2026-11-27T17:59:00-05:00")).isEmpty();
        assertThat(at("2026-11-30T07:59:00-05:00")).isPresent();
        assertThat(at("2026-11-30T08:00:00-05:00")).isEmpty();
    }

    @Test
    public void aLineThatCannotBeReadIsRefusedWithItsNumber() {
        refused("# x\nsoon", "freeze: line 2 'soon' is no range");
        refused("2026-02-30", "line 1 '2026-02-30' holds a date or a time zone that is none");
        refused("2026-02-01 [Mars]", "holds a date or a time zone that is none");
        refused("2026-02-02 .. 2026-02-01 x", "ends before it begins");
        refused("2026-02-02T10:00", "ends before it begins");
        refused("2026-02-02-2026-02-03", "is no range");
    }

    private static void refused(String text, String why) {
        assertThatThrownBy(() -> Freeze.parse(text, ZoneId.of("UTC"))).isInstanceOf(StepFailure.class)
                .hasMessageContaining(why).hasMessageContaining("Write '2026-12-20 .. 2027-01-02 reason'");
    }

    @Test
    public void aTextIsToldFromTheNameOfAFile() {
        assertThat(Freeze.isText("2026-12-20 .. 2027-01-02 Christmas")).isTrue();
        assertThat(Freeze.isText("# nothing\n")).isTrue();
        assertThat(Freeze.isText("infra/freeze.txt")).isFalse();
        assertThat(Freeze.isText("2026-freeze.txt")).isFalse();
    }
}
