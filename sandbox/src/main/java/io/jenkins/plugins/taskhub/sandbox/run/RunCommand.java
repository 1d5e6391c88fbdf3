package io.jenkins.plugins.taskhub.sandbox.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;

import io.jenkins.plugins.taskhub.sandbox.CommandFailure;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code taskhub run}: a Jenkinsfile on this machine, with the log, the prompts and the result of Jenkins. */
@Command(name = "run", mixinStandardHelpOptions = true, showDefaultValues = false, sortOptions = false,
        description = "Runs a Jenkinsfile on this machine, without a Jenkins controller.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:SUCCESS", "1:FAILURE", "2:UNSTABLE", "3:ABORTED", "64:wrong usage"},
        footerHeading = "%nNotes:%n",
        footer = {
            "Ctrl-C aborts the build as a user would: what stands in post still runs. A second Ctrl-C ends it at once.",
            "A build whose process was killed goes on with: taskhub run --resume",
            "Credentials file: id: {username: me, passwordFile: FILE} or {file: FILE} or {secretFile: FILE}; mode 0600.",
            "Answers file: a list of {user: ID, prompt: ID or message, answer: proceed or abort,"
                    + " parameters: {NAME: value}, after: 5s}; each entry answers one prompt."})
public final class RunCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "The Jenkinsfile.")
    private Path file;

    @Option(names = "-p", paramLabel = "NAME=VALUE", description = "A parameter of the build; repeatable.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(names = "--library", paramLabel = "[NAME=]DIR", description = "Where @Library('NAME') is loaded from;"
            + " NAME is taskhub when left out. By default the sources, where they hold vars or src.")
    private List<String> libraries = List.of();

    @Option(names = "--workspace", paramLabel = "DIR",
            description = "Run in this directory. By default one below the home.")
    private Path workspace;

    @Option(names = "--source", paramLabel = "DIR", description = "What 'checkout scm' brings."
            + " By default the git repository that FILE lies in, else the working directory.")
    private Path source;

    @Option(names = "--user", paramLabel = "ID", description = "Who starts the build. By default you.")
    private String user = System.getProperty("user.name");

    @Option(names = "--group", paramLabel = "NAME=ID,…", description = "Puts users into a group; repeatable.")
    private Map<String, String> groups = new LinkedHashMap<>();

    @ArgGroup
    private Answering answering = new Answering();

    private static final class Answering {
        @ArgGroup(exclusive = false)
        private Approving approving;

        @Option(names = "--answers", paramLabel = "FILE", description = "Answers to prompts, as YAML.")
        private Path file;
    }

    private static final class Approving {
        @Option(names = "--approve", required = true, paramLabel = "ID", description = "This user says yes to every"
                + " prompt, as a member of the groups that it names.")
        private String user;

        @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "approved on the command line",
                description = "What that user writes where a prompt asks why. By default \"${DEFAULT-VALUE}\".")
        private String reason;
    }

    @Option(names = "--report", paramLabel = "FILE", description = "Writes the reports of the build into one HTML file.")
    private Path report;

    @Option(names = "--credentials", paramLabel = "FILE", description = "Credentials by their ids, as YAML, mode 0600.")
    private Path credentials;

    @Option(names = "--job", paramLabel = "NAME=FILE", description = "The Jenkinsfile that \"build job: 'NAME'\" runs;"
            + " repeatable. By default NAME.Jenkinsfile beside FILE, or the same without \"taskhub-\".")
    private Map<String, Path> jobs = new LinkedHashMap<>();

    @Option(names = "--labels", split = ",", paramLabel = "LABEL,…",
            description = "The labels of this machine as an agent. By default it answers to every label.")
    private Set<String> labels;

    @Option(names = "--home", paramLabel = "DIR", description = "Keeps builds and their numbers."
            + " By default $XDG_STATE_HOME/taskhub/jenkins, else ~/.local/state/taskhub/jenkins.")
    private Path home = LocalHome.usual();

    @Option(names = "--resume", description = "Goes on with the build whose process was killed.")
    private boolean resume;

    @Option(names = "--discard", description = "Gives up the build whose process was killed.")
    private boolean discard;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (resume == (file != null)) {
            throw CommandFailure.wrongUsage(resume ? "--resume knows the file; leave FILE out"
                    : "Which file? taskhub run FILE");
        }
        try (LocalHome lock = LocalHome.lock(home)) {
            if (resume) {
                return resume(lock);
            }
            if (discard) {
                lock.discard();
            }
            lock.refuseUnfinished();
            return start(lock);
        }
    }

    private int start(LocalHome lock) throws IOException, InterruptedException {
        if (!Files.isRegularFile(file)) {
            throw CommandFailure.wrongUsage("There is no file " + file);
        }
        String name = JobFiles.nameOf(file);
        Map<String, Object> values = GivenParameters.check(file, parameters);
        LocalController.Builder settings = settings(file).job(name, file);
        try (LocalController controller = settings.start()) {
            BuildRequest request = controller.build(name).user(user).answers(answers()).console(System.out);
            values.forEach((key, value) -> {
                if (value instanceof Boolean flag) {
                    request.parameter(key, flag);
                } else {
                    request.parameter(key, value.toString());
                }
            });
            lock.begun(name, file);
            return finish(request.start(), lock);
        }
    }

    private int resume(LocalHome lock) throws IOException, InterruptedException {
        LocalHome.Unfinished unfinished = lock.unfinished();
        if (unfinished == null) {
            throw CommandFailure.failed("Nothing to go on with: no build was killed over " + home);
        }
        try (LocalController controller = settings(unfinished.file()).job(unfinished.job(), unfinished.file()).start()) {
            List<RunningBuild> builds = controller.unfinished().stream()
                    .filter(build -> build.run().getParent().getName().equals(unfinished.job())).toList();
            if (builds.isEmpty()) {
                lock.ended();
                throw CommandFailure.failed("The build of " + unfinished.job() + " was over when its process ended");
            }
            RunningBuild build = builds.get(builds.size() - 1);
            return finish(build.answers(answers()).follow(System.out), lock);
        }
    }

    private int finish(RunningBuild build, LocalHome lock) throws IOException, InterruptedException {
        Interruption.of(build, user);
        BuildOutcome outcome = build.await();
        lock.ended();
        if (report != null) {
            Reports.write(build.run(), report);
        }
        return outcome.exitCode();
    }

    private LocalController.Builder settings(Path jenkinsfile) {
        LocalController.Builder settings = LocalController.over(home).environment(LocalEnvironment.fromShell());
        Path sources = source != null ? existing(source) : Sources.of(jenkinsfile.toAbsolutePath());
        settings.source(sources);
        if (workspace != null) {
            settings.workspace(workspace);
        }
        if (libraries.isEmpty() && (Files.isDirectory(sources.resolve("vars"))
                || Files.isDirectory(sources.resolve("src")))) {
            settings.library("taskhub", sources);
        }
        for (String library : libraries) {
            int equals = library.indexOf('=');
            settings.library(equals < 0 ? "taskhub" : library.substring(0, equals),
                    existing(Path.of(library.substring(equals + 1))));
        }
        groups.forEach((group, users) -> settings.group(group, users.split(",")));
        if (credentials != null) {
            CredentialsFile.read(credentials).forEach(settings::credential);
        }
        if (labels != null) {
            settings.labels(new TreeSet<>(labels));
        }
        jobs.forEach((name, path) -> settings.job(name, existingFile(path)));
        return settings;
    }

    private Answers answers() {
        if (answering.approving != null) {
            return Answers.approveAsMember(answering.approving.user, answering.approving.reason);
        } else if (answering.file != null) {
            return AnswersFile.read(answering.file);
        }
        return System.console() == null ? Answers.none() : new TerminalAnswers(System.console(), user);
    }

    private static Path existing(Path dir) {
        if (!Files.isDirectory(dir)) {
            throw CommandFailure.wrongUsage("There is no directory " + dir);
        }
        return dir;
    }

    private static Path existingFile(Path path) {
        if (!Files.isRegularFile(path)) {
            throw CommandFailure.wrongUsage("There is no file " + path);
        }
        return path;
    }
}
