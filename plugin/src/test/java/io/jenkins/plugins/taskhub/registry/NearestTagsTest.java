package io.jenkins.plugins.taskhub.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.Test;

public class NearestTagsTest {

    @Test
    public void theNearestVersionsComeFirstAndOfThoseTheNewest() {
        assertThat(NearestTags.of("0.1.3", List.of("0.1.0", "0.2.3", "latest", "0.1.2", "1.1.3", "0.1.1"), 3))
                .containsExactly("0.1.2", "0.1.1", "0.1.0");
    }

    @Test
    public void aSlipOfTheFingersFindsItsTag() {
        assertThat(NearestTags.of("mian-4f2a1c-17", List.of("0.1.0", "main-4f2a1c-17", "main-99aa00-3"), 1))
                .containsExactly("main-4f2a1c-17");
    }

    @Test
    public void aLeadingVDoesNotCount() {
        assertThat(NearestTags.of("v1.10.0", List.of("2.10.1", "1.10.0", "v1.10.9"), 1)).containsExactly("1.10.0");
    }

    @Test
    public void nothingWantedGivesTheNewestVersions() {
        assertThat(NearestTags.of("", List.of("latest", "1.9.0", "1.10.0-rc.2", "1.10.0", "1.10.0-rc.10", "main"), 4))
                .containsExactly("1.10.0", "1.10.0-rc.10", "1.10.0-rc.2", "1.9.0");
    }
}
