package io.jenkins.plugins.taskhub.image;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.Ports;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import jenkins.MasterToSlaveFileCallable;

/**
 * What is in the workspace, looked at in one call to the agent before anything is started.
 *
 * @param dockerfiles the paths, as they were asked for, at which there is a Dockerfile
 * @param files the build files below the folders that were asked for, such as {@code web/pom.xml}
 * @param now the agent's clock in milliseconds
 * @param problem what is wrong with what was asked for; null where nothing is
 */
record Sources(Set<String> dockerfiles, Set<String> files, long now, String problem) implements Serializable {
    private static final List<String> BUILD_FILES = List.of("pom.xml", "mvnw", "build.gradle", "build.gradle.kts",
            "settings.gradle", "settings.gradle.kts", "gradlew", "package.json", "package-lock.json",
            "npm-shrinkwrap.json");

    /** @throws StepFailure for a context that is missing, and for what lies outside of the workspace or the context */
    static Sources look(List<ImageRequest> images, Ports ports) throws IOException, InterruptedException {
        var sources = ports.agent().workspace().act(new Look(images));
        if (sources.problem() != null) {
            throw new StepFailure(sources.problem());
        }
        return sources;
    }

    /** The folders in which the application may be built: the workspace, then the contexts. */
    static Set<String> folders(List<ImageRequest> images) {
        var folders = new LinkedHashSet<>(List.of("."));
        images.forEach(image -> folders.add(image.context));
        return folders;
    }

    boolean has(String folder, String... names) {
        for (String name : names) {
            if (files.contains(Paths.below(folder, name))) {
                return true;
            }
        }
        return false;
    }

    /** Runs on the agent. */
    private static final class Look extends MasterToSlaveFileCallable<Sources> {
        private static final long serialVersionUID = 1L;

        private final ArrayList<ImageRequest> images;

        Look(List<ImageRequest> images) {
            this.images = new ArrayList<>(images);
        }

        @Override
        public Sources invoke(File workspace, VirtualChannel channel) throws IOException {
            try {
                return look(workspace.toPath().toRealPath());
            } catch (StepFailure refused) {
                return new Sources(Set.of(), Set.of(), 0, refused.getMessage());
            }
        }

        private Sources look(Path root) throws IOException {
            var dockerfiles = new HashSet<String>();
            for (ImageRequest image : images) {
                Path context = inside(root, root, "context", image.context, "workspace");
                String named = image.dockerfilePath();
                if (Files.isRegularFile(root.resolve(named))) {
                    inside(root, context, "dockerfile", named, "context " + Names.shown(image.context));
                    dockerfiles.add(named);
                } else if (image.dockerfile != null) {
                    throw new StepFailure("there is no Dockerfile " + Names.shown(named)
                            + " in the workspace: correct dockerfile, or check the sources out first");
                }
            }
            var files = new HashSet<String>();
            for (String folder : folders(images)) {
                BUILD_FILES.stream().map(name -> Paths.below(folder, name))
                        .filter(name -> Files.isRegularFile(root.resolve(name))
                                && (!name.endsWith("w") || Files.isExecutable(root.resolve(name))))
                        .forEach(files::add);
            }
            return new Sources(dockerfiles, files, System.currentTimeMillis(), null);
        }

        private static Path inside(Path root, Path limit, String parameter, String named, String place)
                throws IOException {
            Path path = root.resolve(named);
            if (parameter.equals("context") && !Files.isDirectory(path)) {
                throw new StepFailure("there is no folder " + Names.shown(named)
                        + " in the workspace: correct context, or check the sources out first");
            }
            Path real = path.toRealPath();
            if (!real.startsWith(limit)) {
                throw new StepFailure(parameter + " " + Names.shown(named) + " leads out of the " + place
                        + " by a symbolic link: give a path inside it");
            }
            return real;
        }
    }
}
