package io.jenkins.plugins.taskhub.convention;

import io.jenkins.plugins.taskhub.convention.Blocks.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The jobs as Job DSL and as the Jenkinsfiles declare them, in the same terms. */
final class Jobs {

    static final Path JENKINS = Sources.ROOT.resolve("infra/jenkins");
    private static final String PREFIX = "taskhub-";
    private static final Path FILES = Sources.ROOT.resolve("jenkinsfiles");
    private static final Map<String, String> TYPES =
            Map.of("stringParam", "string", "booleanParam", "booleanParam", "choiceParam", "choice");

    private Jobs() {}

    /** A parameter; choices in their order, or the default. */
    record Parameter(String type, String name, Object value, String description) {}

    /** What a Jenkinsfile says of its job, beside what it does. */
    record Declared(List<Parameter> parameters, List<String> triggers, boolean alone, String keep) {}

    /** Who may do what, in the order in which it is granted; not inheriting from the folder means nobody else. */
    record Grants(boolean inherits, Map<String, List<String>> groups) {}

    /** A job of Job DSL. */
    record Job(String name, String about, String script, String repository, String credential, String branch,
            Declared declared, Grants grants) {}

    /** All of jobs.groovy. */
    record Folder(String name, String about, Grants grants, List<Job> jobs) {}

    static Folder ofJobDsl(Map<String, String> variables) {
        Call script = Blocks.of(Sources.read(JENKINS.resolve("jobs.groovy")), variables, Set.of());
        Call folder = script.at("folder");
        return new Folder(folder.text(), folder.at("description").text(), grants(folder), script.all("pipelineJob")
                .stream().map(job -> job(folder.text(), job)).toList());
    }

    /** By the name of the job. */
    static Map<String, Declared> ofJenkinsfiles() {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.collect(Collectors.toMap(file -> PREFIX + file.getFileName().toString()
                    .replace(".Jenkinsfile", ""), Jobs::declared, (a, b) -> a, TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Declared declared(Path jenkinsfile) {
        String text = Sources.read(jenkinsfile).replaceFirst("@Library\\('taskhub'\\) _", "");
        Call pipeline = Blocks.of(text, Map.of(), Set.of("stages", "post")).at("pipeline");
        List<Parameter> parameters = pipeline.at("parameters").inside().stream().map(line -> {
            Map<?, ?> named = (Map<?, ?>) line.arguments().get(0);
            return new Parameter(line.name(), named.get("name").toString(),
                    named.get(line.name().equals("choice") ? "choices" : "defaultValue"),
                    named.get("description").toString());
        }).toList();
        Call discarder = (Call) pipeline.at("options/buildDiscarder").arguments().get(0);
        return new Declared(parameters,
                pipeline.at("triggers").inside().stream().map(line -> line.name() + ":" + line.text()).toList(),
                pipeline.at("options").has("disableConcurrentBuilds"),
                ((Map<?, ?>) discarder.arguments().get(0)).get("numToKeepStr").toString());
    }

    private static Job job(String folder, Call job) {
        List<Parameter> parameters = job.at("parameters").inside().stream().map(line -> new Parameter(
                TYPES.get(line.name()), line.text(), line.arguments().get(1), line.arguments().get(2).toString()))
                .toList();
        Call triggers = job.at("properties/pipelineTriggers/triggers");
        Call git = job.at("definition/cpsScm/scm/git");
        return new Job(job.text().replaceFirst("^" + folder + "/", ""), job.at("description").text(),
                job.at("definition/cpsScm/scriptPath").text(), git.at("remote/url").text(),
                git.at("remote/credentials").text(), git.at("branch").text(),
                new Declared(parameters, triggers.inside().stream().map(Jobs::trigger).toList(),
                        job.at("properties").has("disableConcurrentBuilds"), job.at("logRotator/numToKeep").text()),
                grants(job));
    }

    private static String trigger(Call trigger) {
        return trigger.name().equals("scm") ? "pollSCM:" + trigger.at("scmpoll_spec").text()
                : trigger.name() + ":" + trigger.at("spec").text();
    }

    private static Grants grants(Call of) {
        Call matrix = of.at("properties/authorizationMatrix");
        Map<String, List<String>> groups = new TreeMap<>();
        for (Call group : matrix.at("entries").all("group")) {
            groups.put(group.at("name").text(), ((List<?>) group.at("permissions").arguments().get(0)).stream()
                    .map(Object::toString).toList());
        }
        return new Grants(!matrix.at("inheritanceStrategy").has("nonInheriting"), groups);
    }
}
