package io.jenkins.plugins.taskhub.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.Test;

public class CandidateTest {
    @Test
    public void aCandidateIsPushedBesideTheTagThatItIsFor() {
        var lane = lane("0.1.2", true);
        assertThat(lane.target()).hasToString("registry.example.com/team/app:0.1.2-candidate");
        assertThat(lane.image()).hasToString("registry.example.com/team/app:0.1.2");
        assertThat(lane.result()).containsEntry("tag", "0.1.2")
                .containsEntry("reference", "registry.example.com/team/app:0.1.2")
                .containsEntry("candidate", "registry.example.com/team/app:0.1.2-candidate");
    }

    @Test
    public void withoutACandidateTheTagItselfIsPushed() {
        assertThat(lane("0.1.2", false).target()).hasToString("registry.example.com/team/app:0.1.2");
        assertThat(lane("0.1.2", false).result()).doesNotContainKey("candidate");
    }

    @Test
    public void aTagThatLeavesNoRoomForTheCandidateIsRefused() {
        assertThat(lane("1".repeat(118), true).target().tag().orElseThrow()).hasSize(128);
        assertThatThrownBy(() -> lane("1".repeat(119), true)).hasMessageContaining("up to 128");
    }

    @Test
    public void aCandidateThatIsNotPushedOrIsLatestIsRefused() {
        var request = BuildRequest.of(image("0.1.2"));
        request.candidate = true;
        request.latest = true;
        assertThatThrownBy(request::checked).hasMessageContaining("give it to taskhubPromote");
        request.latest = false;
        request.push = false;
        assertThatThrownBy(request::checked).hasMessageContaining("push is false");
    }

    private static ImageLane lane(String tag, boolean candidate) {
        var lane = new ImageLane(image(tag), true, false, candidate);
        lane.name("unused");
        return lane;
    }

    private static ImageRequest image(String tag) {
        var image = new ImageRequest();
        image.image = "registry.example.com/team/app";
        image.tag = tag;
        image.context = ".";
        return image;
    }
}
