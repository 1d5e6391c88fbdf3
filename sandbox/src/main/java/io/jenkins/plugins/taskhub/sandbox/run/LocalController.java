package io.jenkins.plugins.taskhub.sandbox.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jenkinsci.plugins.workflow.job.WorkflowJob;

import hudson.model.ParametersDefinitionProperty;
import io.jenkins.plugins.taskhub.embedded.cps.ScriptDefinition;
import io.jenkins.plugins.taskhub.embedded.model.EmbeddedJenkins;
import io.jenkins.plugins.taskhub.embedded.steps.LocalFolders;
import io.jenkins.plugins.taskhub.embedded.steps.LocalSettings;
import jenkins.model.Jenkins;

/**
 * A controller in this process, over a home directory that keeps builds and their numbers. There is at most one at a
 * time. Its jobs are files; whoever starts or answers builds may do so as any user.
 * <pre>{@code
 * try (LocalController controller = LocalController.over(home).source(repository).job("deploy-dev", file).start()) {
 *     BuildOutcome outcome = controller.build("deploy-dev").parameter("IMAGE_TAG", "0.1.1").user("dev-1")
 *             .answers(Answers.approve("rm-1", "fixes the login")).console(System.out).run();
 * }
 * }</pre>
 */
public final class LocalController implements AutoCloseable {
    private final EmbeddedJenkins jenkins;
    private final Builder settings;
    private final PromptDesk prompts = new PromptDesk();

    private LocalController(Builder settings) throws IOException {
        this.settings = settings;
        this.jenkins = EmbeddedJenkins.start(settings.home.toFile());
        try {
            ControllerSetup.apply(settings);
            LocalSettings.get().setMissingJobs(this::defineFromBeside);
            for (String job : settings.jobs.keySet()) {
                define(job, settings.jobs.get(job));
            }
        } catch (IOException | RuntimeException e) {
            jenkins.close();
            throw e;
        }
    }

    /** Prepares a controller over this home directory, which is made where it is missing. */
    public static Builder over(Path home) {
        return new Builder(home);
    }

    /** Prepares a build of a job. */
    public BuildRequest build(String job) {
        if (!settings.jobs.containsKey(job)) {
            throw new IllegalArgumentException("There is no job " + job + ". Jobs: "
                    + String.join(", ", settings.jobs.keySet()));
        }
        return new BuildRequest(job, prompts);
    }

    /** The builds that an earlier controller over the same home left in the middle; they go on. */
    public List<RunningBuild> unfinished() {
        return RunningBuild.all(prompts);
    }

    private WorkflowJob defineFromBeside(String name) {
        Path file = settings.jobs.values().stream().flatMap(known -> JobFiles.beside(known, name).stream())
                .findFirst().orElse(null);
        try {
            return file == null ? null : define(name, file);
        } catch (IOException e) {
            throw new UncheckedIOException("The job " + name + " cannot be made of " + file, e);
        }
    }

    private WorkflowJob define(String name, Path file) throws IOException {
        Jenkins model = Jenkins.get();
        WorkflowJob job = model.getItem(name) instanceof WorkflowJob known ? known
                : model.createProject(WorkflowJob.class, name);
        job.removeProperty(ParametersDefinitionProperty.class);
        job.removeProperty(LocalFolders.class);
        Path source = settings.source != null ? settings.source : Sources.of(file);
        job.addProperty(new LocalFolders(source.toString(), settings.workspace));
        job.setDefinition(new ScriptDefinition(Files.readString(file), file.getFileName().toString()));
        return job;
    }

    /** Ends the controller. Builds that run are suspended; a later controller over the same home goes on with them. */
    @Override
    public void close() {
        prompts.close();
        jenkins.close();
    }

    /** What a controller is made of. */
    public static final class Builder {
        private static final String KUBECONFIG_ID = "TASKHUB_KUBECONFIG_ID";

        final Path home;
        final Map<String, Path> jobs = new LinkedHashMap<>();
        final Map<String, String> environment = new LinkedHashMap<>();
        final List<Credential> credentials = new ArrayList<>();
        final Map<String, Set<String>> groups = new LinkedHashMap<>();
        final Map<String, Path> libraries = new LinkedHashMap<>();
        Set<String> labels;
        Path source;
        String workspace;

        private Builder(Path home) {
            this.home = home.toAbsolutePath().normalize();
        }

        /** Adds a job whose script is this file; jobs that it starts are found beside it by their names. */
        public Builder job(String name, Path jenkinsfile) {
            jobs.put(name, jenkinsfile.toAbsolutePath().normalize());
            return this;
        }

        /** The directory that {@code checkout scm} brings; by default the repository that the file lies in. */
        public Builder source(Path directory) {
            source = directory.toAbsolutePath().normalize();
            return this;
        }

        /** Builds run in this directory, instead of one below the home. */
        public Builder workspace(Path directory) {
            workspace = directory.toAbsolutePath().normalize().toString();
            return this;
        }

        /** The directory that {@code @Library('name')} loads. */
        public Builder library(String name, Path directory) {
            libraries.put(name, directory.toAbsolutePath().normalize());
            return this;
        }

        /** Adds variables to the environment of every build. */
        public Builder environment(Map<String, String> variables) {
            environment.putAll(variables);
            return this;
        }

        /** Adds a credential that every build may use. */
        public Builder credential(Credential credential) {
            credentials.add(credential);
            return this;
        }

        /** Puts users into a group. */
        public Builder group(String name, String... users) {
            groups.computeIfAbsent(name, key -> new LinkedHashSet<>()).addAll(List.of(users));
            return this;
        }

        /** The labels that this machine answers to as an agent; by default every label. */
        public Builder labels(Set<String> names) {
            labels = new LinkedHashSet<>(names);
            return this;
        }

        /**
         * Starts the controller.
         *
         * @throws IllegalStateException when another one runs in this process
         */
        public LocalController start() throws IOException {
            shareKubeconfig();
            return new LocalController(this);
        }

        /** A step without an agent does not see the agent's KUBECONFIG: that file is a credential, too. */
        private void shareKubeconfig() {
            String file = environment.getOrDefault("KUBECONFIG", "");
            boolean named = environment.keySet().stream().anyMatch(name -> name.startsWith(KUBECONFIG_ID));
            if (!file.isEmpty() && !named && Files.isRegularFile(Path.of(file))) {
                credential(Credential.file("kubeconfig", Path.of(file)));
                environment.put(KUBECONFIG_ID, "kubeconfig");
            }
        }
    }
}
