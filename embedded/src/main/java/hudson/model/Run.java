package hudson.model;

import hudson.EnvVars;
import hudson.ExtensionPoint;
import hudson.Util;
import hudson.XmlFile;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.util.XStream2;
import io.jenkins.plugins.taskhub.embedded.model.ModelAccess;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.function.Predicate;
import jenkins.model.ArtifactManager;
import jenkins.model.HistoricalBuild;
import jenkins.model.Jenkins;
import jenkins.model.RunAction2;
import jenkins.model.StandardArtifactManager;
import jenkins.util.io.OnMaster;
import org.kohsuke.stapler.StaplerProxy;
import org.springframework.security.access.AccessDeniedException;

/** One build of a job: its number, causes, actions, result and log, kept in {@code builds/N}. */
public abstract class Run<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends Actionable
        implements ExtensionPoint, Comparable<RunT>, AccessControlled, PersistenceRoot, DescriptorByNameOwner,
        OnMaster, StaplerProxy, HistoricalBuild {
    public static final XStream2 XSTREAM2 = new XStream2();

    public static final PermissionGroup PERMISSIONS = ModelAccess.group(Run.class);
    public static final Permission DELETE =
            ModelAccess.permission(PERMISSIONS, "Delete", Permission.DELETE);
    public static final Permission UPDATE =
            ModelAccess.permission(PERMISSIONS, "Update", Permission.UPDATE);
    public static final Permission ARTIFACTS =
            ModelAccess.permission(PERMISSIONS, "Artifacts", null);

    public static final long QUEUE_ID_UNKNOWN = -1;

    protected final transient JobT project;
    public transient int number;
    protected long timestamp;
    protected volatile Result result;
    protected volatile String description;
    protected long duration;
    protected String charset;

    private long startTime;
    private long queueId = QUEUE_ID_UNKNOWN;
    private volatile String displayName;
    private ArtifactManager artifactManager;
    private transient volatile State state;

    private enum State {
        NOT_STARTED, BUILDING, COMPLETED
    }

    /** A new build, with the next number of the job. */
    protected Run(JobT job) throws IOException {
        this(job, System.currentTimeMillis());
        number = job.assignBuildNumber();
        Files.createDirectories(getRootDir().toPath());
    }

    protected Run(JobT job, long timestamp) {
        this.project = job;
        this.timestamp = timestamp;
        this.state = State.NOT_STARTED;
    }

    /** A build that is read from its directory. */
    protected Run(JobT project, File buildDir) throws IOException {
        this.project = project;
        this.number = Integer.parseInt(buildDir.getName());
        this.state = State.COMPLETED;
        reload();
    }

    /** Reads this build again from {@code build.xml}. */
    public void reload() throws IOException {
        getDataFile().unmarshal(this);
        state = result == null && duration == 0 ? State.BUILDING : State.COMPLETED;
        if (artifactManager != null) {
            artifactManager.onLoad(this);
        }
        for (Action a : getActions()) {
            if (a instanceof RunAction2 action) {
                action.onLoad(this);
            }
        }
        onLoad();
    }

    /** Called when the build was read. */
    protected void onLoad() {
    }

    private XmlFile getDataFile() {
        return new XmlFile(XSTREAM2, new File(getRootDir(), "build.xml"));
    }

    @Override
    public synchronized void save() throws IOException {
        getDataFile().write(this);
    }

    @Override
    public void addAction(Action a) {
        super.addAction(a);
        if (a instanceof RunAction2 action) {
            action.onAttached(this);
        }
    }

    public JobT getParent() {
        return project;
    }

    @Override
    public int getNumber() {
        return number;
    }

    public String getId() {
        return Integer.toString(number);
    }

    @Override
    public File getRootDir() {
        return new File(project.getBuildDir(), getId());
    }

    @Override
    public long getQueueId() {
        return queueId;
    }

    public void setQueueId(long queueId) {
        this.queueId = queueId;
    }

    @Override
    public Result getResult() {
        return result;
    }

    /** Sets the result; it never gets better. */
    public void setResult(Result r) {
        if (state == State.NOT_STARTED) {
            throw new IllegalStateException("cannot change build result while in " + state);
        }
        if (result == null || r.isWorseThan(result)) {
            result = r;
        }
    }

    @Override
    public boolean isBuilding() {
        return state == State.BUILDING || state == State.NOT_STARTED;
    }

    public boolean hasntStartedYet() {
        return state == State.NOT_STARTED;
    }

    public boolean isInProgress() {
        return isBuilding();
    }

    public boolean isLogUpdated() {
        return state != State.COMPLETED;
    }

    protected void onStartBuilding() {
        state = State.BUILDING;
        startTime = System.currentTimeMillis();
    }

    protected void onEndBuilding() {
        synchronized (this) {
            state = State.COMPLETED;
            notifyAll();
        }
    }

    public final long getTimeInMillis() {
        return timestamp;
    }

    public final long getStartTimeInMillis() {
        return startTime == 0 ? timestamp : startTime;
    }

    public final Date getTime() {
        return new Date(timestamp);
    }

    public long getDuration() {
        return duration;
    }

    public String getDurationString() {
        return isBuilding() ? Util.getTimeSpanString(System.currentTimeMillis() - getStartTimeInMillis())
                + " and counting" : Util.getTimeSpanString(duration);
    }

    @Override
    public String getDescription() {
        return description;
    }

    public void setDescription(String description) throws IOException {
        checkPermission(UPDATE);
        this.description = description;
        save();
    }

    @Override
    public String getDisplayName() {
        return displayName != null ? displayName : "#" + number;
    }

    public void setDisplayName(String value) throws IOException {
        checkPermission(UPDATE);
        displayName = value;
        save();
    }

    @Override
    public String getFullDisplayName() {
        return project.getFullDisplayName() + " " + getDisplayName();
    }

    public String getExternalizableId() {
        return project.getFullName() + "#" + number;
    }

    /** The build of an {@link #getExternalizableId}, or {@code null}. */
    public static Run<?, ?> fromExternalizableId(String id) throws IllegalArgumentException, AccessDeniedException {
        int hash = id.lastIndexOf('#');
        if (hash <= 0) {
            throw new IllegalArgumentException("Invalid id: " + id);
        }
        Job<?, ?> job = Jenkins.get().getItemByFullName(id.substring(0, hash), Job.class);
        return job == null ? null : job.getBuildByNumber(Integer.parseInt(id.substring(hash + 1)));
    }

    @Override
    public String getUrl() {
        return project.getUrl() + number + "/";
    }

    @Override
    public final String getSearchUrl() {
        return number + "/";
    }

    public final String getAbsoluteUrl() {
        return project.getAbsoluteUrl() + number + "/";
    }

    public List<Cause> getCauses() {
        CauseAction a = getAction(CauseAction.class);
        return a == null ? Collections.emptyList() : a.getCauses();
    }

    public <T extends Cause> T getCause(Class<T> type) {
        return getCauses().stream().filter(type::isInstance).map(type::cast).findFirst().orElse(null);
    }

    public Executor getExecutor() {
        return this instanceof Queue.Executable executable ? Executor.of(executable) : null;
    }

    public RunT getPreviousBuild() {
        return project.getBuilds().stream().filter(r -> r.getNumber() < number).findFirst().orElse(null);
    }

    private RunT previous(Predicate<RunT> wanted) {
        RunT run = getPreviousBuild();
        while (run != null && !wanted.test(run)) {
            run = run.getPreviousBuild();
        }
        return run;
    }

    public final RunT getPreviousCompletedBuild() {
        return previous(r -> !r.isBuilding());
    }

    public RunT getPreviousSuccessfulBuild() {
        return previous(r -> r.getResult() == Result.SUCCESS);
    }

    public final Charset getCharset() {
        return charset == null ? Charset.defaultCharset() : Charset.forName(charset);
    }

    public File getLogFile() {
        return new File(getRootDir(), "log");
    }

    public InputStream getLogInputStream() throws IOException {
        return getLogFile().exists() ? new FileInputStream(getLogFile()) : InputStream.nullInputStream();
    }

    @Deprecated
    public String getLog() throws IOException {
        return Util.loadFile(getLogFile(), getCharset());
    }

    /** The last lines of the log, at most so many. */
    public List<String> getLog(int maxLines) throws IOException {
        List<String> lines = getLog().lines().toList();
        int from = Math.max(0, lines.size() - maxLines);
        List<String> last = new ArrayList<>(lines.subList(from, lines.size()));
        if (from > 0) {
            last.set(0, "[...truncated " + (from + 1) + " lines...]");
        }
        return last;
    }

    /** The directory of artifacts, where they are kept beside the build. */
    @Deprecated
    public File getArtifactsDir() {
        return new File(getRootDir(), "archive");
    }

    public final ArtifactManager getArtifactManager() {
        return artifactManager != null ? artifactManager : new StandardArtifactManager(this);
    }

    public final synchronized ArtifactManager pickArtifactManager() throws IOException {
        if (artifactManager == null) {
            artifactManager = new StandardArtifactManager(this);
            save();
        }
        return artifactManager;
    }

    public void deleteArtifacts() throws IOException {
        try {
            getArtifactManager().delete();
        } catch (InterruptedException x) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while the artifacts of " + this + " were deleted");
        }
    }

    public void delete() throws IOException {
        Util.deleteRecursive(getRootDir());
        project.removeRun(_this());
    }

    @SuppressWarnings("unchecked")
    protected RunT _this() {
        return (RunT) this;
    }

    /** The variables of this build: the job's, its number and URLs, and what its actions add. */
    public EnvVars getEnvironment(TaskListener listener) throws IOException, InterruptedException {
        return BuildEnvironment.of(this, listener);
    }

    public final EnvVars getCharacteristicEnvVars() {
        return BuildEnvironment.characteristic(this);
    }

    @Override
    public ACL getACL() {
        return project.getACL();
    }

    @Override
    public Object getTarget() {
        return this;
    }

    @Override
    public int compareTo(RunT that) {
        int byJob = project.getFullName().compareTo(that.getParent().getFullName());
        return byJob != 0 ? byJob : Integer.compare(number, that.number);
    }

    @Override
    public String toString() {
        return project == null ? "#" + number : getFullDisplayName();
    }
}
