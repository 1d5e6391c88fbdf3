package io.jenkins.plugins.taskhub.embedded.declarative;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DisableConcurrentBuildsJobProperty;

import hudson.model.BooleanParameterDefinition;
import hudson.model.ChoiceParameterDefinition;
import hudson.model.JobProperty;
import hudson.model.ParameterDefinition;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.PasswordParameterDefinition;
import hudson.model.StringParameterDefinition;
import hudson.model.TextParameterDefinition;
import hudson.tasks.LogRotator;
import io.jenkins.plugins.taskhub.embedded.cps.DataModel;
import io.jenkins.plugins.taskhub.embedded.steps.JobProperties;
import io.jenkins.plugins.taskhub.embedded.steps.RecordedTriggers;
import jenkins.model.BuildDiscarderProperty;

/** Writes what a pipeline says of its job to the job. */
record JobDefinition(WorkflowRun run) {
    private static final Map<String, Class<? extends ParameterDefinition>> TYPES = Map.of(
            "string", StringParameterDefinition.class, "text", TextParameterDefinition.class,
            "booleanParam", BooleanParameterDefinition.class, "choice", ChoiceParameterDefinition.class,
            "password", PasswordParameterDefinition.class);

    void define(Map<String, Map<String, Object>> options, List<Map<String, Object>> parameters,
            List<Map<String, Object>> triggers) throws Exception {
        List<JobProperty<?>> properties = new ArrayList<>();
        if (parameters != null) {
            properties.add(new ParametersDefinitionProperty(parameters(parameters)));
        }
        if (options.containsKey("disableConcurrentBuilds")) {
            DisableConcurrentBuildsJobProperty single = new DisableConcurrentBuildsJobProperty();
            single.setAbortPrevious(Boolean.TRUE.equals(options.get("disableConcurrentBuilds").get("abortPrevious")));
            properties.add(single);
        }
        if (options.containsKey("buildDiscarder")) {
            Map<?, ?> kept = (Map<?, ?>) options.get("buildDiscarder").get("strategy");
            properties.add(new BuildDiscarderProperty(new LogRotator(text(kept, "daysToKeepStr"),
                    text(kept, "numToKeepStr"), text(kept, "artifactDaysToKeepStr"),
                    text(kept, "artifactNumToKeepStr"))));
        }
        if (triggers != null) {
            properties.add(new RecordedTriggers(triggers.stream()
                    .map(trigger -> trigger.get("name") + " " + trigger.get("arguments")).toList()));
        }
        JobProperties.replace(run.getParent(), properties);
    }

    /** Definitions from the lines of a section parameters. */
    static List<ParameterDefinition> parameters(List<Map<String, Object>> listed) throws Exception {
        List<ParameterDefinition> definitions = new ArrayList<>();
        for (Map<String, Object> line : listed) {
            String type = (String) line.get("name");
            @SuppressWarnings("unchecked")
            Map<String, Object> arguments = (Map<String, Object>) line.get("arguments");
            definitions.add(TYPES.get(type).cast(DataModel.of(TYPES.get(type))
                    .instantiate("line " + line.get("line") + ": " + type, arguments)));
        }
        return definitions;
    }

    private static String text(Map<?, ?> map, String key) {
        Object value = map.get(key);
        return value == null ? null : value.toString();
    }
}
