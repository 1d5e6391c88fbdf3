package io.jenkins.plugins.taskhub.embedded.cps;

import hudson.AbortException;
import hudson.model.CauseAction;
import hudson.model.Cause;
import hudson.model.ParametersAction;
import hudson.model.Result;
import hudson.model.Run;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A build as scripts see it: {@code currentBuild}, its earlier builds, and what the step build returns. */
public final class BuildView implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String id;
    private final boolean current;

    /**
     * @param current whether the script of this build asks: only then it may be changed
     */
    public BuildView(Run<?, ?> run, boolean current) {
        this.id = run.getExternalizableId();
        this.current = current;
    }

    private Run<?, ?> run() throws AbortException {
        var execution = PipelineExecution.current();
        if (execution != null && execution.run().getExternalizableId().equals(id)) {
            return execution.run();
        }
        var run = Run.fromExternalizableId(id);
        if (run == null) {
            throw new AbortException("the build " + id + " is gone");
        }
        return run;
    }

    private void checkCurrent(String what) {
        if (!current) {
            throw new SecurityException("can only set the " + what + " on the current build");
        }
    }

    /** Null while no step has set one. */
    public String getResult() throws AbortException {
        var result = run().getResult();
        return result == null ? null : result.toString();
    }

    /** Sets the result; it can only become worse. */
    public void setResult(String result) throws AbortException {
        checkCurrent("result");
        run().setResult(Result.fromString(result));
    }

    /** The result so far: SUCCESS while none is set. */
    public String getCurrentResult() throws AbortException {
        var result = run().getResult();
        return (result == null ? Result.SUCCESS : result).toString();
    }

    public boolean resultIsBetterOrEqualTo(String other) throws AbortException {
        return Result.fromString(getCurrentResult()).isBetterOrEqualTo(Result.fromString(other));
    }

    public boolean resultIsWorseOrEqualTo(String other) throws AbortException {
        return Result.fromString(getCurrentResult()).isWorseOrEqualTo(Result.fromString(other));
    }

    public int getNumber() throws AbortException {
        return run().getNumber();
    }

    public String getId() throws AbortException {
        return run().getId();
    }

    public String getExternalizableId() {
        return id;
    }

    public String getDisplayName() throws AbortException {
        return run().getDisplayName();
    }

    public void setDisplayName(String name) throws IOException {
        checkCurrent("displayName");
        run().setDisplayName(name);
    }

    public String getFullDisplayName() throws AbortException {
        return run().getFullDisplayName();
    }

    public String getProjectName() throws AbortException {
        return run().getParent().getName();
    }

    public String getFullProjectName() throws AbortException {
        return run().getParent().getFullName();
    }

    public String getDescription() throws AbortException {
        return run().getDescription();
    }

    public void setDescription(String text) throws IOException {
        checkCurrent("description");
        run().setDescription(text);
    }

    /** Milliseconds; so far, while the build runs. */
    public long getDuration() throws AbortException {
        var run = run();
        return run.isBuilding() ? System.currentTimeMillis() - run.getStartTimeInMillis() : run.getDuration();
    }

    public String getDurationString() throws AbortException {
        return run().getDurationString();
    }

    public long getTimeInMillis() throws AbortException {
        return run().getTimeInMillis();
    }

    public long getStartTimeInMillis() throws AbortException {
        return run().getStartTimeInMillis();
    }

    public String getAbsoluteUrl() throws AbortException {
        return run().getAbsoluteUrl();
    }

    /** The parameters, and what the script put into env. */
    public Map<String, Object> getBuildVariables() throws AbortException {
        var variables = new LinkedHashMap<String, Object>();
        for (var action : run().getActions(ParametersAction.class)) {
            action.getParameters().forEach(each -> variables.put(each.getName(), each.getValue()));
        }
        var overrides = run().getAction(EnvironmentOverrides.class);
        if (overrides != null) {
            variables.putAll(overrides.variables());
        }
        return variables;
    }

    /** Why the build was started: maps with {@code _class}, {@code shortDescription}, {@code userId} of a person. */
    public List<Map<String, Object>> getBuildCauses() throws AbortException {
        var causes = new ArrayList<Map<String, Object>>();
        for (var action : run().getActions(CauseAction.class)) {
            for (var cause : action.getCauses()) {
                var map = new LinkedHashMap<String, Object>();
                map.put("_class", cause.getClass().getName());
                map.put("shortDescription", cause.getShortDescription());
                if (cause instanceof Cause.UserIdCause user) {
                    map.put("userId", user.getUserId());
                    map.put("userName", user.getUserName());
                } else if (cause instanceof Cause.UpstreamCause upstream) {
                    map.put("upstreamProject", upstream.getUpstreamProject());
                    map.put("upstreamBuild", upstream.getUpstreamBuild());
                }
                causes.add(map);
            }
        }
        return causes;
    }

    /** Those whose class has this name. */
    public List<Map<String, Object>> getBuildCauses(String className) throws AbortException {
        return getBuildCauses().stream().filter(each -> className.equals(each.get("_class"))).toList();
    }

    public BuildView getPreviousBuild() throws AbortException {
        return view(run().getPreviousBuild());
    }

    public BuildView getPreviousSuccessfulBuild() throws AbortException {
        return view(run().getPreviousSuccessfulBuild());
    }

    public BuildView getPreviousCompletedBuild() throws AbortException {
        return view(run().getPreviousCompletedBuild());
    }

    private static BuildView view(Run<?, ?> run) {
        return run == null ? null : new BuildView(run, false);
    }

    /**
     * Always refused: it would hand the inside of Jenkins to a script.
     *
     * @throws SecurityException always
     */
    public Object getRawBuild() {
        throw new SecurityException("currentBuild.rawBuild is not for scripts: use the properties of currentBuild");
    }

    @Override
    public String toString() {
        return id;
    }
}
