package io.jenkins.plugins.taskhub.convention;

import io.jenkins.plugins.taskhub.convention.Jobs.Folder;
import io.jenkins.plugins.taskhub.convention.Jobs.Grants;
import io.jenkins.plugins.taskhub.convention.Jobs.Job;
import io.jenkins.plugins.taskhub.convention.Jobs.Parameter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The folder and the jobs of Job DSL as Jenkins keeps them in config.xml. */
final class ConfigXml {

    private static final Map<String, String> PERMISSIONS = Map.of("Job/Read", "hudson.model.Item.Read",
            "Job/Discover", "hudson.model.Item.Discover", "Job/Build", "hudson.model.Item.Build",
            "Job/Cancel", "hudson.model.Item.Cancel");
    private static final Map<String, String> TRIGGERS =
            Map.of("pollSCM", "hudson.triggers.SCMTrigger", "cron", "hudson.triggers.TimerTrigger");
    private static final String PROPERTIES = "org.jenkinsci.plugins.workflow.job.properties.";

    private final StringBuilder text = new StringBuilder("<?xml version='1.0' encoding='UTF-8'?>\n");
    private int depth;

    private ConfigXml() {}

    /** By the name of the file without {@code .xml}. */
    static Map<String, String> of(Folder folder) {
        Map<String, String> files = new TreeMap<>();
        ConfigXml top = new ConfigXml();
        top.in("com.cloudbees.hudson.plugins.folder.Folder", "", () -> {
            top.leaf("description", folder.about());
            top.in("properties", "", () -> top.matrix(
                    "com.cloudbees.hudson.plugins.folder.properties.AuthorizationMatrixProperty", folder.grants()));
        });
        files.put(folder.name(), top.text.toString());
        for (Job job : folder.jobs()) {
            ConfigXml xml = new ConfigXml();
            xml.job(job);
            files.put(job.name(), xml.text.toString());
        }
        return files;
    }

    private void job(Job job) {
        in("flow-definition", "", () -> {
            leaf("description", job.about());
            leaf("keepDependencies", "false");
            in("properties", "", () -> properties(job));
            in("definition", "class=\"org.jenkinsci.plugins.workflow.cps.CpsScmFlowDefinition\"", () -> {
                in("scm", "class=\"hudson.plugins.git.GitSCM\"", () -> git(job));
                leaf("scriptPath", job.script());
                leaf("lightweight", "true");
            });
            leaf("disabled", "false");
        });
    }

    private void properties(Job job) {
        in("jenkins.model.BuildDiscarderProperty", "", () -> in("strategy", "class=\"hudson.tasks.LogRotator\"", () -> {
            leaf("daysToKeep", "-1");
            leaf("numToKeep", job.declared().keep());
            leaf("artifactDaysToKeep", "-1");
            leaf("artifactNumToKeep", "-1");
        }));
        if (job.declared().alone()) {
            in(PROPERTIES + "DisableConcurrentBuildsJobProperty", "", () -> leaf("abortPrevious", "false"));
        }
        if (!job.declared().parameters().isEmpty()) {
            in("hudson.model.ParametersDefinitionProperty", "", () -> in("parameterDefinitions", "",
                    () -> job.declared().parameters().forEach(this::parameter)));
        }
        if (!job.declared().triggers().isEmpty()) {
            in(PROPERTIES + "PipelineTriggersJobProperty", "", () -> in("triggers", "",
                    () -> job.declared().triggers().forEach(this::trigger)));
        }
        if (!job.grants().groups().isEmpty()) {
            matrix("hudson.security.AuthorizationMatrixProperty", job.grants());
        }
    }

    private void parameter(Parameter parameter) {
        String type = switch (parameter.type()) {
            case "string" -> "hudson.model.StringParameterDefinition";
            case "booleanParam" -> "hudson.model.BooleanParameterDefinition";
            case "choice" -> "hudson.model.ChoiceParameterDefinition";
            default -> throw new AssertionError("no config.xml is known for a parameter of type " + parameter.type());
        };
        in(type, "", () -> {
            leaf("name", parameter.name());
            leaf("description", parameter.description());
            if (parameter.value() instanceof List<?> choices) {
                in("choices", "class=\"java.util.Arrays$ArrayList\"", () -> in("a", "class=\"string-array\"",
                        () -> choices.forEach(choice -> leaf("string", choice.toString()))));
            } else {
                leaf("defaultValue", parameter.value().toString());
            }
            if (parameter.type().equals("string")) {
                leaf("trim", "false");
            }
        });
    }

    private void trigger(String trigger) {
        String[] parts = trigger.split(":", 2);
        in(TRIGGERS.get(parts[0]), "", () -> {
            leaf("spec", parts[1]);
            if (parts[0].equals("pollSCM")) {
                leaf("ignorePostCommitHooks", "false");
            }
        });
    }

    private void git(Job job) {
        leaf("configVersion", "2");
        in("userRemoteConfigs", "", () -> in("hudson.plugins.git.UserRemoteConfig", "", () -> {
            leaf("url", job.repository());
            leaf("credentialsId", job.credential());
        }));
        in("branches", "", () -> in("hudson.plugins.git.BranchSpec", "", () -> leaf("name", job.branch())));
    }

    private void matrix(String type, Grants grants) {
        String strategy = grants.inherits() ? "InheritParentStrategy" : "NonInheritingStrategy";
        in(type, "", () -> {
            text.append("  ".repeat(depth)).append("<inheritanceStrategy class=\"org.jenkinsci.plugins.matrixauth.")
                    .append("inheritance.").append(strategy).append("\"/>\n");
            grants.groups().forEach((group, permissions) -> permissions.forEach(permission ->
                    leaf("permission", "GROUP:" + PERMISSIONS.get(permission) + ":" + group)));
        });
    }

    private void in(String element, String attributes, Runnable inside) {
        text.append("  ".repeat(depth)).append('<').append((element + " " + attributes).strip()).append(">\n");
        depth++;
        inside.run();
        depth--;
        text.append("  ".repeat(depth)).append("</").append(element).append(">\n");
    }

    private void leaf(String element, String value) {
        String escaped = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        text.append("  ".repeat(depth)).append('<').append(element).append('>').append(escaped)
                .append("</").append(element).append(">\n");
    }
}
