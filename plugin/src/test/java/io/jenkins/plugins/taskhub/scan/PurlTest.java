package io.jenkins.plugins.taskhub.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.Test;

public class PurlTest {
    @Test
    public void isTakenApart() {
        var purl = Purl.of("pkg:deb/debian/libstdc%2B%2B6@12.2.0-14%2Bdeb12u1?arch=amd64&distro=debian-12.1#sub/path");
        assertThat(purl.name()).isEqualTo("pkg:deb/debian/libstdc++6");
        assertThat(purl.version()).isEqualTo("12.2.0-14+deb12u1");
        assertThat(purl.qualifiers()).isEqualTo(Map.of("arch", "amd64", "distro", "debian-12.1"));
    }

    @Test
    public void theNameAloneIsTheSameAsThatOfTheWhole() {
        for (String text : new String[] {"pkg:npm/%40angular/core@1.0", "pkg:npm/@angular/core",
                "pkg:maven/a/b@1?type=jar",
                "pkg:golang/example.com/x@v1.0.0#cmd/y", "pkg:deb/debian/bash?arch=amd64", "pkg:a/b@1+x%zz", "",
                "bash"}) {
            assertThat(Purl.nameOf(text)).as(text).isEqualTo(Purl.of(text).name());
        }
        assertThat(Purl.nameOf("pkg:npm/%40angular/core@1.0")).isEqualTo("pkg:npm/@angular/core");
        assertThat(Purl.nameOf("pkg:golang/example.com/x@v1.0.0#cmd/y")).isEqualTo("pkg:golang/example.com/x");
    }
}
