package io.jenkins.plugins.taskhub.image;

import java.util.ArrayList;
import java.util.List;

/** Builds the argument lists of buildah, one method a subcommand. */
final class BuildahCli {
    private final boolean vfs;
    private final boolean chroot;
    private final String authFile;
    private final String registriesFile;

    /**
     * @param vfs the storage driver that works everywhere is taken, where the machine has no better one
     * @param chroot the steps of a Dockerfile run in a chroot, which needs no right that an agent in a container lacks
     * @param authFile absolute path of the credentials; null for those of the agent's user
     * @param registriesFile absolute path of what buildah is told about registries; null for what the agent has
     */
    BuildahCli(boolean vfs, boolean chroot, String authFile, String registriesFile) {
        this.vfs = vfs;
        this.chroot = chroot;
        this.authFile = authFile;
        this.registriesFile = registriesFile;
    }

    /** What there is of storage, which thereby works. */
    List<String> info() {
        return List.copyOf(start("info"));
    }

    /** Forgets a list of images for several platforms that an earlier build of the same tag has left. */
    List<String> removeManifest(String reference) {
        var arguments = start("manifest");
        arguments.addAll(List.of("rm", reference));
        return List.copyOf(arguments);
    }

    /** Builds an image into the store of the agent's user. */
    List<String> build(Plan plan) {
        var arguments = start("build");
        if (chroot) {
            arguments.addAll(List.of("--isolation", "chroot"));
        }
        authenticate(arguments);
        arguments.addAll(List.of("--file", plan.dockerfile()));
        arguments.addAll(List.of(plan.hasSeveralPlatforms() ? "--manifest" : "--tag", plan.reference()));
        plan.buildArgs().forEach((name, value) -> arguments.addAll(List.of("--build-arg", name + "=" + value)));
        plan.labels().forEach((name, value) -> arguments.addAll(List.of("--label", name + "=" + value)));
        plan.platforms().forEach(platform -> arguments.addAll(List.of("--platform", platform)));
        arguments.addAll(List.of("--timestamp", Long.toString(plan.created().getEpochSecond())));
        arguments.add(plan.context());
        return List.copyOf(arguments);
    }

    /** Pushes what was built to one name of it. */
    List<String> push(Plan plan, String reference) {
        var arguments = plan.hasSeveralPlatforms() ? start("manifest") : start("push");
        if (plan.hasSeveralPlatforms()) {
            arguments.addAll(List.of("push", "--all"));
        }
        authenticate(arguments);
        arguments.addAll(List.of("--digestfile", plan.digestFile(), plan.reference(), "docker://" + reference));
        return List.copyOf(arguments);
    }

    private void authenticate(List<String> arguments) {
        if (authFile != null) {
            arguments.addAll(List.of("--authfile", authFile));
        }
    }

    private List<String> start(String subcommand) {
        var arguments = new ArrayList<>(List.of("buildah"));
        if (vfs) {
            arguments.addAll(List.of("--storage-driver", "vfs"));
        }
        if (registriesFile != null) {
            arguments.addAll(List.of("--registries-conf", registriesFile));
        }
        arguments.add(subcommand);
        return arguments;
    }
}
