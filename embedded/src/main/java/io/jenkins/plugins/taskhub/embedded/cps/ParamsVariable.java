package io.jenkins.plugins.taskhub.embedded.cps;

import hudson.Extension;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import java.util.Collections;
import java.util.LinkedHashMap;

/** The variable {@code params}: the parameters of the build with their types, unmodifiable. */
@Extension
public final class ParamsVariable implements ScriptVariable {
    @Override
    public String name() {
        return "params";
    }

    @Override
    public Object value(PipelineExecution execution) {
        var values = new LinkedHashMap<String, Object>();
        var run = execution.run();
        for (var action : run.getActions(ParametersAction.class)) {
            action.getParameters().forEach(each -> values.put(each.getName(), each.getValue()));
        }
        var property = run.getParent().getProperty(ParametersDefinitionProperty.class);
        if (property != null) {
            for (var definition : property.getParameterDefinitions()) {
                var value = values.containsKey(definition.getName()) ? null : definition.getDefaultParameterValue();
                if (value != null) {
                    values.put(definition.getName(), value.getValue());
                }
            }
        }
        return Collections.unmodifiableMap(values);
    }
}
