package hudson.model;

import hudson.EnvVars;
import hudson.Util;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import jenkins.model.RunAction2;

/** The values of a build's parameters. */
public class ParametersAction implements RunAction2, Iterable<ParameterValue>, Queue.QueueAction,
        EnvironmentContributingAction {
    private final List<ParameterValue> parameters;

    public ParametersAction(List<ParameterValue> parameters) {
        this.parameters = new ArrayList<>(parameters);
    }

    public ParametersAction(ParameterValue... parameters) {
        this(Arrays.asList(parameters));
    }

    public List<ParameterValue> getParameters() {
        return Collections.unmodifiableList(parameters);
    }

    public List<ParameterValue> getAllParameters() {
        return getParameters();
    }

    public ParameterValue getParameter(String name) {
        return parameters.stream().filter(p -> p.getName().equals(name)).findFirst().orElse(null);
    }

    @Override
    public Iterator<ParameterValue> iterator() {
        return getParameters().iterator();
    }

    @Override
    public void buildEnvironment(Run<?, ?> run, EnvVars env) {
        parameters.forEach(p -> p.buildEnvironment(run, env));
    }

    /** A task is another one where its parameters are. */
    @Override
    public boolean shouldSchedule(List<Action> actions) {
        List<ParametersAction> others = Util.filter(actions, ParametersAction.class);
        return others.isEmpty() ? !parameters.isEmpty()
                : others.stream().noneMatch(o -> new HashSet<>(o.parameters).equals(new HashSet<>(parameters)));
    }

    @Override
    public void onAttached(Run<?, ?> r) {
    }

    @Override
    public void onLoad(Run<?, ?> r) {
    }

    @Override
    public String getDisplayName() {
        return "Parameters";
    }

    @Override
    public String getIconFileName() {
        return "symbol-parameters";
    }

    @Override
    public String getUrlName() {
        return "parameters";
    }
}
