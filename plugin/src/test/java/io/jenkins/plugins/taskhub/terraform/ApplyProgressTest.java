package io.jenkins.plugins.taskhub.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.taskhub.step.FakePorts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ApplyProgressTest {
    @Rule
    public TemporaryFolder tmp = new TemporaryFolder();

    private FakePorts ports;

    @Before
    public void makeALog() {
        ports = new FakePorts(tmp.getRoot(), "terraform");
    }

    @Test
    public void countsWhatIsDoneOfWhatWasPlanned() throws Exception {
        var end = read(new ApplyProgress(5), Recorded.text("apply.log").lines().toList());
        assertThat(end.done()).isEqualTo(5);
        assertThat(end.notDone()).isEmpty();
        assertThat(end.errors()).isEmpty();
        assertThat(end.endedInOrder()).isTrue();
        assertThat(ports.text()).contains("[terraform]   0 of 5: terraform_data.", ": create begins\n",
                "[terraform]   5 of 5: terraform_data.", ": create done after 0 s\n");
        assertThat(ports.text()).doesNotContain("@", "Plan to create", "id=");
    }

    @Test
    public void goesOnCountingAfterARestart() throws Exception {
        var lines = Recorded.text("apply.log").lines().toList();
        int half = lines.size() - 6;
        var before = read(new ApplyProgress(5), lines.subList(0, half));
        assertThat(before.done()).isBetween(1, 4);
        var after = read(restarted(before), lines.subList(half, lines.size()));
        assertThat(after.done()).isEqualTo(5);
    }

    @Test
    public void tellsThatAnInterruptedApplyEndedInOrderAndWhatItBrokeOff() throws Exception {
        var end = read(new ApplyProgress(2), Recorded.text("interrupted.log").lines().toList());
        assertThat(end.done()).isZero();
        assertThat(end.notDone()).containsExactly("terraform_data.slow");
        assertThat(end.endedInOrder()).isTrue();
        assertThat(StateAfter.interrupted(end, new TerraformCli("terraform", "infra/dev"))).isEqualTo("0 of 2 done; broken "
                + "off: terraform_data.slow; the state knows what was done and its lock was given back: run the job again, "
                + "which plans the rest");
        assertThat(ports.text()).contains("Error: main.tf:2 (terraform_data.slow): local-exec provisioner error");
    }

    @Test
    public void tellsThatAKilledApplyMayHaveLeftItsLock() throws Exception {
        var lines = Recorded.text("interrupted.log").lines().takeWhile(line -> !line.contains("Interrupt received")).toList();
        var end = read(new ApplyProgress(2), lines);
        assertThat(end.endedInOrder()).isFalse();
        assertThat(StateAfter.interrupted(end, new TerraformCli("tofu", "infra/dev"))).isEqualTo("0 of 2 done; broken off: "
                + "terraform_data.slow; Terraform was killed, so the state may lack what was made last, and may still be "
                + "locked: run the job again, which says who holds the lock and its ID; then tofu -chdir=infra/dev "
                + "force-unlock ID frees it");
    }

    @Test
    public void showsWhatIsNoJsonAsItIs() {
        var progress = new ApplyProgress(0);
        assertThat(progress.after("panic: something", ports)).isSameAs(progress);
        assertThat(progress.after("", ports)).isSameAs(progress);
        assertThat(progress.after("{\"cut", ports)).isSameAs(progress);
        progress.after("x".repeat(900), ports);
        assertThat(ports.text()).isEqualTo("[terraform]   panic: something\n[terraform]   {\"cut\n[terraform]   "
                + "x".repeat(500) + "…\n");
    }

    @Test
    public void passesOverLinesOfTypesThatItDoesNotKnow() {
        var progress = new ApplyProgress(0);
        assertThat(progress.after("{\"@message\":\"new\",\"type\":\"brand_new\"}", ports)).isSameAs(progress);
        assertThat(ports.text()).isEmpty();
    }

    private ApplyProgress read(ApplyProgress progress, List<String> lines) {
        for (String line : lines) {
            progress = progress.after(line, ports);
        }
        return progress;
    }

    private static ApplyProgress restarted(ApplyProgress progress) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(progress);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (ApplyProgress) in.readObject();
        }
    }
}
