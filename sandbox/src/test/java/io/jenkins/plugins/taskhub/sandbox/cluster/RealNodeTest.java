package io.jenkins.plugins.taskhub.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class RealNodeTest {
    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void rootWithAllCapabilitiesIsEnough() {
        assertThat(RealNode.machine(List.of("Uid:\t0\t0\t0\t0", "CapEff:\t000001ffffffffff"))).isEmpty();
    }

    @Test
    public void saysThatAUserIsNotRoot() {
        assertThat(RealNode.machine(List.of("Uid:\t1000\t1000\t1000\t1000", "CapEff:\t0000000000000000")))
                .containsExactly("it needs root, and this is the user with the id 1000");
    }

    @Test
    public void namesTheCapabilitiesThatRootLacksInAContainer() {
        assertThat(RealNode.machine(List.of("Uid:\t0\t0\t0\t0", "CapEff:\t00000000a80425fb"))).containsExactly(
                "root lacks CAP_NET_ADMIN, as in a container", "root lacks CAP_SYS_ADMIN, as in a container");
    }

    @Test
    public void namesThePackagesOfProgramsThatAreNotThere() throws IOException {
        var bin = folder.newFolder("bin");
        assertThat(folder.newFile("bin/here").setExecutable(true)).isTrue();
        assertThat(RealNode.packagesWithout(Map.of("here", "present", "taskhub-nowhere", "absent"), bin.getPath()))
                .containsExactly("absent");
    }
}
