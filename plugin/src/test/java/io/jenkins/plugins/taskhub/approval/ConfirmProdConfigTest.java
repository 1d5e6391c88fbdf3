package io.jenkins.plugins.taskhub.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class ConfirmProdConfigTest {

    @Test
    public void theFormGetsBackWhatItGave() {
        ConfirmProdStep step = new ConfirmProdStep(true, " 0.1.2 ", "taskhub/app");
        step.setEnvironment("stage");
        step.setSubmitter("rm");
        step.setApprovers(2);
        step.setAllowSelf(true);
        step.setReason(true);
        step.setWindow("Mon 08:00-09:00 UTC");
        step.setFreeze("freeze.txt");
        step.setTimeout("8h");
        step.setChanges("0.1.1 → 0.1.2");
        step.setParameterOnly(true);
        step.setRegistryCredentialsId("reg");
        step.setVia("agent");
        assertThat(List.of(step.isConfirm(), step.getReleaseTag(), step.getImage(), step.getEnvironment(),
                step.getSubmitter(), step.getApprovers(), step.isAllowSelf(), step.isReason(), step.getWindow(),
                step.getFreeze(), step.getTimeout(), step.getChanges(), step.isParameterOnly(),
                step.getRegistryCredentialsId(), step.getVia()))
                .containsExactly(true, "0.1.2", "taskhub/app", "stage", "rm", 2, true, true, "Mon 08:00-09:00 UTC",
                        "freeze.txt", "8h", "0.1.1 → 0.1.2", true, "reg", "agent");
    }

    @Test
    public void whatIsLeftEmptyKeepsItsDefault() {
        ConfirmProdStep step = new ConfirmProdStep(true, null, "taskhub/app");
        step.setSubmitter(" ");
        step.setEnvironment(null);
        step.setVia(null);
        assertThat(step.getReleaseTag()).isEmpty();
        assertThat(step.getSubmitter()).isNull();
        assertThat(step.getEnvironment()).isEqualTo("prod");
        assertThat(step.getVia()).isEqualTo("controller");
        assertThat(step.getApprovers()).isEqualTo(1);
        assertThat(step.isAllowSelf()).isFalse();
        assertThat(step.isReason()).isTrue();
        step.setParameterOnly(true);
        assertThat(step.isReason()).isFalse();
    }

    @Test
    public void changesMayBeTextOrAMapOrAList() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("tag", "0.1.1 → 0.1.2");
        map.put("replicas", 3);
        assertThat(ApprovalTexts.changes(map)).isEqualTo("tag: 0.1.1 → 0.1.2\nreplicas: 3");
        assertThat(ApprovalTexts.changes(List.of("one", 2))).isEqualTo("one\n2");
        assertThat(ApprovalTexts.changes(" text ")).isEqualTo("text");
        assertThat(ApprovalTexts.changes(null)).isEmpty();
    }
}
