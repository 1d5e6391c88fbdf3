package io.jenkins.plugins.taskhub.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.Test;

public class StateLockTest {
    private static final TerraformCli CLI = new TerraformCli("terraform", "infra/dev");
    private static final String TEXT = """
            Error message: the state is already locked by another terraform client
            Lock Info:
              ID:        8d9c6f64-1b0f
              Path:
              Operation: OperationTypeApply
              Who:       jenkins@agent-1
              Version:   1.11.4
              Created:   2026-11-20 22:53:52.780761524 +0000 UTC
              Info:
            """;
    private static final Instant TAKEN = Instant.parse("2026-11-20T22:53:52.780761524Z");

    @Test
    public void tellsWhoHoldsTheLockSinceWhenAndWhatToDo() {
        var lock = StateLock.in(TEXT).orElseThrow();
        assertThat(lock.sentence(CLI, TAKEN.plus(Duration.ofMinutes(7)))).isEqualTo("the state is locked by jenkins@agent-1 "
                + "for apply since 2026-11-20 22:53:52 UTC (7 min ago), lock ID '8d9c6f64-1b0f': wait until that is over and "
                + "run the job again, or give a longer lockTimeout. Only when nothing of it runs any more at "
                + "jenkins@agent-1: terraform -chdir=infra/dev force-unlock 8d9c6f64-1b0f");
    }

    @Test
    public void readsTheLockThatTerraformTellsOf() throws Exception {
        var line = Recorded.text("locked.log").lines().filter(each -> each.contains("diagnostic")).findFirst().orElseThrow();
        var diagnostic = Diagnostic.of(new ObjectMapper().readTree(line).path("diagnostic"));
        var lock = StateLock.in(diagnostic.detail()).orElseThrow();
        assertThat(lock.id()).matches("[0-9a-f-]{36}");
        assertThat(lock.who()).contains("@");
        assertThat(lock.operation()).isEqualTo("apply");
        assertThat(lock.since()).isAfter(Instant.parse("2026-11-01T00:00:00Z"));
        assertThat(TerraformProblem.of(CLI, List.of(diagnostic))).startsWith("the state is locked by " + lock.who());
    }

    @Test
    public void tellsWhatIsKnownWhereTheRestIsNot() {
        var lock = StateLock.in("Lock Info:\n  ID: x\n  Created: yesterday\n").orElseThrow();
        assertThat(lock.sentence(CLI, TAKEN)).startsWith("the state is locked by somebody unknown, lock ID 'x': wait");
    }

    @Test
    public void namesNoCommandWithAnIdThatAShellWouldUnderstand() {
        var lock = StateLock.in("Lock Info:\n  ID: x; rm -rf /\n  Who: me@here\n").orElseThrow();
        assertThat(lock.sentence(CLI, TAKEN)).contains("lock ID 'x; rm -rf /'").doesNotContain("force-unlock");
    }

    @Test
    public void findsNoLockInOtherTexts() {
        assertThat(StateLock.in("The ID: is wrong")).isEmpty();
        assertThat(StateLock.in("")).isEmpty();
    }

    @Test
    public void tellsLongTimesInHoursAndDays() {
        var lock = StateLock.in(TEXT).orElseThrow();
        assertThat(lock.sentence(CLI, TAKEN.plusSeconds(20))).contains("(20 s ago)");
        assertThat(lock.sentence(CLI, TAKEN.plus(Duration.ofHours(5)))).contains("(5 h ago)");
        assertThat(lock.sentence(CLI, TAKEN.plus(Duration.ofDays(9)))).contains("(9 days ago)");
        assertThat(lock.sentence(CLI, TAKEN.minusSeconds(60))).contains("UTC, lock ID");
    }
}
