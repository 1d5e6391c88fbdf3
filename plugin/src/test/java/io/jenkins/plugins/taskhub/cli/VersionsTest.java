package io.jenkins.plugins.taskhub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public class VersionsTest {

    @Test
    public void readsWhatTheProgramsPrint() {
        told("helm", "v3.21.4+gd2f1b6c", "helm 3.21.4");
        told("helm", "v4.0.0-rc.1+g1", "helm 4.0.0-rc.1");
        told("terraform", "Terraform v1.11.4\non linux_amd64\n+ provider x v2.3.1", "terraform 1.11.4");
        told("tofu", "OpenTofu v1.10.6\non linux_amd64", "tofu 1.10.6");
        told("trivy", "Version: 0.69.1\nVulnerability DB:\n  Version: 2", "trivy 0.69.1");
        told("buildah", "buildah version 1.39.3 (image-spec 1.1.0, runtime-spec 1.2.0)", "buildah 1.39.3");
        told("docker", "Docker version 28.1.1, build 4eba377", "docker 28.1.1");
        told("mvn", "\u001b[1mApache Maven 3.9.9 (8e8579a)\u001b[0m\nMaven home: /usr/share/maven", "mvn 3.9.9");
        told("gradle", "\n------\nGradle 8.14\n------", "gradle 8.14");
        told("npm", "10.9.2", "npm 10.9.2");
        told("/kaniko/executor", "Kaniko version :  v1.23.2", "executor 1.23.2");
    }

    @Test
    public void saysWhereAProgramIsThatDoesNotTellItsVersion() {
        told("helm", "", "helm");
        told("helm", "no version", "helm");
    }

    @Test
    public void aNumberInThePathIsNoVersion() {
        assertThat(Versions.told("helm", "/opt/helm-3.21.4/helm\n")).isEqualTo("helm at /opt/helm-3.21.4/helm");
        assertThat(Versions.told("helm", "")).isEmpty();
    }

    @Test
    public void knowsTheProgramsOfTheSteps() {
        assertThat(Versions.areTold("helm")).isTrue();
        assertThat(Versions.areTold("git")).isFalse();
    }

    private static void told(String program, String said, String line) {
        assertThat(Versions.told(program, "/usr/bin/x\n" + said + "\n")).isEqualTo(line + " at /usr/bin/x");
    }
}
