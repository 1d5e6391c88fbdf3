package hudson.model;

import hudson.EnvVars;
import hudson.ExtensionPoint;
import hudson.Util;
import hudson.security.ACL;
import hudson.util.CopyOnWriteList;
import hudson.util.RunList;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Predicate;
import jenkins.model.BuildDiscarder;
import jenkins.model.BuildDiscarderProperty;
import jenkins.model.Jenkins;

/** Something that is built. */
public abstract class Job<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends AbstractItem
        implements ExtensionPoint {
    protected transient volatile int nextBuildNumber = 1;
    protected CopyOnWriteList<JobProperty<? super JobT>> properties = new CopyOnWriteList<>();

    protected Job(ItemGroup parent, String name) {
        super(parent, name);
    }

    public abstract boolean isBuildable();

    protected abstract SortedMap<Integer, ? extends RunT> _getRuns();

    protected abstract void removeRun(RunT run);

    @Override
    public void onLoad(ItemGroup<? extends Item> parent, String name) throws IOException {
        super.onLoad(parent, name);
        Path file = getRootDir().toPath().resolve("nextBuildNumber");
        nextBuildNumber = Files.exists(file) ? Integer.parseInt(Files.readString(file).trim()) : 1;
        if (properties == null) {
            properties = new CopyOnWriteList<>();
        }
        properties.forEach(this::own);
    }

    @SuppressWarnings("unchecked")
    private void own(JobProperty<? super JobT> property) {
        ((JobProperty<JobT>) property).setOwner((JobT) this);
    }

    public int getNextBuildNumber() {
        return nextBuildNumber;
    }

    public synchronized int assignBuildNumber() throws IOException {
        int assigned = nextBuildNumber++;
        saveNextBuildNumber();
        return assigned;
    }

    protected void saveNextBuildNumber() throws IOException {
        Files.createDirectories(getRootDir().toPath());
        Files.writeString(getRootDir().toPath().resolve("nextBuildNumber"), nextBuildNumber + "\n");
    }

    public File getBuildDir() {
        return new File(getRootDir(), "builds");
    }

    public void addProperty(JobProperty<? super JobT> jobProp) throws IOException {
        own(jobProp);
        properties.add(jobProp);
        save();
    }

    public void removeProperty(JobProperty<? super JobT> jobProp) throws IOException {
        properties.remove(jobProp);
        save();
    }

    public <T extends JobProperty> T removeProperty(Class<T> clazz) throws IOException {
        T property = getProperty(clazz);
        if (property != null) {
            properties.replaceBy(properties.getView().stream().filter(p -> p != property).toList());
            save();
        }
        return property;
    }

    public <T extends JobProperty> T getProperty(Class<T> clazz) {
        return properties.getView().stream().filter(clazz::isInstance).map(clazz::cast).findFirst().orElse(null);
    }

    public List<JobProperty<? super JobT>> getAllProperties() {
        return properties.getView();
    }

    public BuildDiscarder getBuildDiscarder() {
        BuildDiscarderProperty property = getProperty(BuildDiscarderProperty.class);
        return property == null ? null : property.getStrategy();
    }

    public void logRotate() throws IOException, InterruptedException {
        BuildDiscarder discarder = getBuildDiscarder();
        if (discarder != null) {
            discarder.perform(this);
        }
    }

    /** The builds, the newest first. */
    public RunList<RunT> getBuilds() {
        return RunList.fromRuns(_getRuns().values());
    }

    public RunT getBuildByNumber(int n) {
        return _getRuns().get(n);
    }

    public RunT getLastBuild() {
        SortedMap<Integer, ? extends RunT> runs = _getRuns();
        return runs.isEmpty() ? null : runs.get(runs.firstKey());
    }

    public RunT getFirstBuild() {
        SortedMap<Integer, ? extends RunT> runs = _getRuns();
        return runs.isEmpty() ? null : runs.get(runs.lastKey());
    }

    private RunT last(Predicate<RunT> wanted) {
        for (RunT run : getBuilds()) {
            if (wanted.test(run)) {
                return run;
            }
        }
        return null;
    }

    public RunT getLastCompletedBuild() {
        return last(r -> !r.isBuilding());
    }

    public RunT getLastSuccessfulBuild() {
        return last(r -> !r.isBuilding() && r.getResult() != null && r.getResult().isBetterOrEqualTo(Result.UNSTABLE));
    }

    public RunT getLastStableBuild() {
        return last(r -> !r.isBuilding() && r.getResult() == Result.SUCCESS);
    }

    public RunT getLastFailedBuild() {
        return last(r -> !r.isBuilding() && r.getResult() == Result.FAILURE);
    }

    public RunT getLastUnsuccessfulBuild() {
        return last(r -> !r.isBuilding() && r.getResult() != Result.SUCCESS);
    }

    public boolean isBuilding() {
        RunT run = getLastBuild();
        return run != null && run.isBuilding();
    }

    public boolean isInQueue() {
        return getQueueItem() != null;
    }

    public Queue.Item getQueueItem() {
        return null;
    }

    /** The variables of a build of this job on a node. */
    public EnvVars getEnvironment(Node node, TaskListener listener) throws IOException, InterruptedException {
        EnvVars env = new EnvVars();
        Computer computer = (node != null ? node : Jenkins.get()).toComputer();
        if (computer != null) {
            env.putAll(computer.buildEnvironment(listener));
        }
        env.putAll(getCharacteristicEnvVars());
        for (EnvironmentContributor contributor : EnvironmentContributor.all()) {
            contributor.buildEnvironmentFor(this, env, listener);
        }
        return env;
    }

    public EnvVars getCharacteristicEnvVars() {
        EnvVars env = new EnvVars("JENKINS_SERVER_COOKIE", "durable-" + Util.getDigestOf(getFullName()),
                "HUDSON_SERVER_COOKIE", Util.getDigestOf(getFullName()).substring(0, 16),
                "JOB_NAME", getFullName(), "JOB_BASE_NAME", getName());
        String root = Jenkins.get().getRootUrl();
        if (root != null) {
            env.put("JENKINS_URL", root);
            env.put("HUDSON_URL", root);
            env.put("JOB_URL", root + getUrl());
        }
        return env;
    }

    @Override
    public Collection<? extends Job> getAllJobs() {
        return Collections.singleton(this);
    }

    @Override
    public ACL getACL() {
        return Jenkins.get().getAuthorizationStrategy().getACL(this);
    }
}
